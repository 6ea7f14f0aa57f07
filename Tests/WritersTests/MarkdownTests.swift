import Testing

@testable import Writers

@Test(arguments: [
  ("Le Relais", "Le Relais"),
  ("bail_2016_v2.csv", "bail_2016_v2.csv"),
  ("_penché_ *gras* `code`", "\\_penché\\_ \\*gras\\* \\`code\\`"),
  ("[ici](http://mal.example)", "\\[ici\\](http\\://mal.example)"),
  ("![x](y)", "!\\[x\\](y)"),
  ("<script>alert(1)</script>", "\\<script\\>alert(1)\\</script\\>"),
  ("a | b", "a \\| b"),
  ("www.mal.example", "www\\.mal.example"),
  ("&lt;b&gt; &#60; Pierre & Marie", "\\&lt;b\\&gt; \\&#60; Pierre & Marie"),
  ("ligne\n# titre\r\n\tfin", "ligne # titre fin"),
  ("# titre", "\\# titre"), ("#1", "#1"), ("- liste", "\\- liste"), ("-5", "-5"), ("--- ", "\\---"), ("+35 €", "+35 €"),
  ("1. un", "1\\. un"), ("1) un", "1\\) un"), ("0.1", "0.1"), ("12", "12"),
  ("$x$ @equipe ~~non~~", "\\$x\\$ \\@equipe \\~\\~non\\~\\~"),
  ("ga\u{202E}uche\u{0}", "gauche"),
  ("1\u{202F}000\u{A0}€", "1\u{202F}000\u{A0}€"),
  ("", ""),
])
func `nothing that comes from data can be Markdown`(text: String, expected: String) {
  #expect(markdown(text) == expected)
}

@Test(arguments: [
  ("Contexte et genèse", "contexte_et_genese"), ("Mise en œuvre", "mise_en_oeuvre"), ("  À l’été ! ", "a_l_ete"),
  ("", ""),
])
func `a title gives a name`(title: String, expected: String) { #expect(slug(title, separator: "_") == expected) }
