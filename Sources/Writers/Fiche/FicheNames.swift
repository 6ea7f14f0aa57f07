import Model

extension FicheContent {
  /// Everything `templates/fiche.md` may say: the vocabulary, the card's amounts, sections that set a volet or a
  /// period, and every figure by its code.
  var value: Value {
    .object(
      Value.Object { name in
        ficheVocabulary.member(name, of: self) ?? project.openMember(name) ?? figureMember(name, within: .init())
      }
    )
  }

  /// What the sentences of `recit.md` may say: the card and the figures.
  var sentenceValue: Value {
    .object(
      Value.Object { name in
        projectVocabulary.member(name, of: project) ?? project.openMember(name)
          ?? book.value(name, within: FigureBook.Place())
      }
    )
  }

  var sentenceNames: Names { Names(projectVocabulary.terms).or(project.openNames).or(book.names) }

  var names: Names { Names(ficheVocabulary.terms).or(project.openNames).or(placeNames(inVolet: false)) }

  /// `cumul` and `annee`, `acces` and `maintien`: sections inside which codes mean that period or that volet.
  private func figureMember(_ name: String, within place: FigureBook.Place) -> Value? {
    if name == "volets" { return .list(volets(within: place)) }
    if let period = PeriodKind(rawValue: name) {
      var inner = place
      inner.period = period
      let text = period == .annee ? String(project.year) : ""
      return .object(Value.Object(text: text) { [inner] in figureMember($0, within: inner) })
    }
    if let volet = Volet(rawValue: name) { return voletValue(volet, within: place) }
    return book.value(name, within: place)
  }

  /// The volets that the project has.
  private func volets(within place: FigureBook.Place) -> [Value] {
    project.volets.map { voletValue($0, within: place) }
  }

  private func voletValue(_ volet: Volet, within place: FigureBook.Place) -> Value {
    var inner = place
    inner.scope = Scope(rawValue: volet.rawValue)
    let title = inner.scope?.title ?? ""
    return .object(
      Value.Object(text: title, isTrue: project.volets.contains(volet)) { [inner] name in
        name == "nom" ? .text(title) : figureMember(name, within: inner)
      }
    )
  }

  private func placeNames(inVolet: Bool) -> Names {
    let periods = ["cumul", "annee"]
    let volets = ["volets", "acces", "maintien"]
    return Names(known: periods + volets + (inVolet ? ["nom"] : []) + book.codes) { name in
      if periods.contains(name) { return placeNames(inVolet: inVolet) }
      if volets.contains(name) { return placeNames(inVolet: true) }
      return inVolet && name == "nom" ? Names() : book.names.inside(name)
    }
  }
}
