// swift-tools-version: 6.2
import PackageDescription

/// Every target compiles under the same rules; a warning fails the build.
let strict: [SwiftSetting] = [
  .treatAllWarnings(as: .error),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

/// A stage sees the vocabulary, never another stage; only `fiches` sees them all.
func stage(
  _ name: String,
  plus extra: [Target.Dependency] = [],
  embedding files: [String] = [],
  linking: [LinkerSetting] = []
) -> Target {
  .target(
    name: name,
    dependencies: ["Model", "Diagnostics"] + extra,
    resources: files.map { .embedInCode("Embedded/" + $0) },
    swiftSettings: strict,
    linkerSettings: linking
  )
}

/// `leavingOut`: folders that tests read where they stand, in the sources.
func tests(
  _ name: String,
  of dependencies: [Target.Dependency],
  resources: [Resource]? = nil,
  leavingOut: [String] = []
) -> Target {
  .testTarget(
    name: name,
    dependencies: dependencies + ["Model", "Diagnostics", "TestSupport"],
    exclude: leavingOut,
    resources: resources,
    swiftSettings: strict
  )
}

let package = Package(
  name: "fiches",
  targets: [
    .target(name: "Diagnostics", swiftSettings: strict),
    .target(name: "CSV", dependencies: ["Diagnostics"], swiftSettings: strict),
    .target(name: "Linkage", swiftSettings: strict),
    .target(name: "Model", dependencies: ["Diagnostics"], swiftSettings: strict),

    // The language of conditions: those of the sources' declarations and those of the indicators.
    stage("Expressions"),
    // What every campaign needs is in the program itself: no file has to follow it.
    stage(
      "Readers",
      plus: ["CSV", "Expressions"],
      embedding: [
        "indicateurs.csv", "associations-codes.csv", "bailleurs-codes.csv", "core-data-hlm-codes.csv",
        "core-data-hlm-colonnes.csv", "core-data-hlm-fichiers.csv", "vocabulaire-codes.csv", "vocabulaire-entetes.csv",
      ]
    ),
    stage("Normaliser", plus: ["Linkage", "Expressions"]),
    // Square roots of intervals: without optimisation they are calls to the C library of mathematics.
    stage("Evaluator", plus: ["Expressions"], linking: [.linkedLibrary("m", .when(platforms: [.linux]))]),
    stage("Writers", plus: ["CSV"]),
    stage("Inspector", plus: ["CSV"]),
    stage("Auditor"),

    .executableTarget(
      name: "fiches",
      dependencies: [
        "Readers", "Normaliser", "Evaluator", "Writers", "Inspector", "Auditor", "CSV", "Linkage", "Model",
        "Diagnostics",
      ],
      swiftSettings: strict
    ),

    .executableTarget(name: "bench", swiftSettings: strict),

    .target(
      name: "TestSupport",
      dependencies: ["Model", "Diagnostics", "Readers"],
      path: "Tests/TestSupport",
      swiftSettings: strict
    ),
    tests("AuditTests", of: ["Auditor"]),
    tests("ExplainTests", of: ["fiches", "Evaluator", "Readers", "Writers"]),
    tests("ExpressionsTests", of: ["Expressions"]),
    tests("ModelTests", of: []),
    tests("CSVTests", of: ["CSV"], resources: [.copy("Corpus")]),
    tests("LinkageTests", of: ["Linkage"]),
    tests("InspectionTests", of: ["Inspector", "Readers", "Normaliser", "CSV"], leavingOut: ["Layouts"]),
    tests("ReturnsTests", of: ["Writers", "fiches"]),
    tests("WritersTests", of: ["Writers"], resources: [.copy("Resources")]),
    tests("DisclosureTests", of: ["fiches", "Evaluator", "Writers"]),
    tests("EvaluatorTests", of: ["Evaluator"], resources: [.copy("Cases")]),
    tests("NormaliserTests", of: ["Normaliser", "CSV"]),
    tests("CaseTests", of: ["fiches"], resources: [.copy("Cas")]),
    tests("ReadersTests", of: ["Readers", "Normaliser"]),
    tests(
      "fichesTests",
      of: ["fiches", "Readers", "Normaliser", "CSV", "Linkage"],
      leavingOut: ["Fixtures", "Golden"]
    ),
  ]
)
