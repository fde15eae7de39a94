// swift-tools-version: 6.2
import PackageDescription

let package = Package(
    name: "winnow",
    products: [
        .library(name: "Winnow", targets: ["Winnow"]),
        .executable(name: "winnow", targets: ["WinnowCommand"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    ],
    targets: [
        // One C library, one module map; the module named beside it is its only importer.
        .systemLibrary(  // WinnowHTML
            name: "CLibXML2",
            pkgConfig: "libxml-2.0",
            providers: [.apt(["libxml2-dev"]), .brew(["libxml2"])]
        ),
        .systemLibrary(  // WinnowHTML
            name: "CUchardet",
            pkgConfig: "uchardet",
            providers: [.apt(["libuchardet-dev"]), .brew(["uchardet"])]
        ),
        .systemLibrary(  // WinnowRegex
            name: "CPCRE2",
            pkgConfig: "libpcre2-8",
            providers: [.apt(["libpcre2-dev"]), .brew(["pcre2"])]
        ),
        .systemLibrary(  // Winnow
            name: "CLibPSL",
            pkgConfig: "libpsl",
            providers: [.apt(["libpsl-dev"]), .brew(["libpsl"])]
        ),
        .systemLibrary(  // ICUCharacters, for tests: the program has what ICU says as a table
            name: "CICU",
            pkgConfig: "icu-i18n",
            providers: [.apt(["libicu-dev"]), .brew(["icu4c"])]
        ),
        .target(name: "WinnowHTML", dependencies: ["CLibXML2", "CUchardet"]),
        .target(name: "WinnowRegex", dependencies: ["CPCRE2"]),
        .target(
            name: "WinnowBayes",
            dependencies: [.product(name: "Crypto", package: "swift-crypto")]
        ),
        .target(
            name: "Winnow",
            dependencies: [
                "CLibPSL", "WinnowBayes", "WinnowHTML", "WinnowRegex",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "Yams", package: "Yams"),
            ]
        ),
        .executableTarget(
            name: "WinnowCommand",
            dependencies: [
                "Winnow", "WinnowBayes", "WinnowHTML",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ]
        ),
        .executableTarget(
            name: "TokenizerBenchmark",
            dependencies: ["WinnowHTML"],
            path: "Benchmarks/Tokenizer"
        ),
        .executableTarget(
            name: "ScanBenchmark",
            dependencies: ["Winnow"],
            path: "Benchmarks/Scan"
        ),
        .executableTarget(
            name: "LoadBenchmark",
            dependencies: ["Winnow"],
            path: "Benchmarks/Load"
        ),
        .executableTarget(
            name: "ModelBenchmark",
            dependencies: ["Winnow", "WinnowBayes"],
            path: "Benchmarks/Model"
        ),
        .target(name: "ICUCharacters", dependencies: ["CICU"], path: "Tests/ICUCharacters"),
        .testTarget(
            name: "WinnowHTMLTests",
            dependencies: ["WinnowHTML"],
            exclude: ["TreeConstruction"]
        ),
        .testTarget(name: "WinnowRegexTests", dependencies: ["WinnowRegex"]),
        .testTarget(
            name: "WinnowBayesTests",
            dependencies: ["WinnowBayes", .product(name: "Crypto", package: "swift-crypto")]
        ),
        .testTarget(
            name: "WinnowTests",
            dependencies: ["ICUCharacters", "Winnow", "WinnowBayes", "WinnowHTML"]
        ),
        .testTarget(
            name: "WinnowCommandTests",
            dependencies: ["Winnow", "WinnowHTML", "WinnowCommand"],
            exclude: ["Snapshots"]
        ),
    ],
    swiftLanguageModes: [.v6]
)

// WINNOW_STRICT=1 makes every warning an error, as `make test` does; off for those who only use it.
let isStrict = Context.environment["WINNOW_STRICT"] == "1"

for target in package.targets where target.type != .system {
    target.swiftSettings =
        [
            .enableUpcomingFeature("ExistentialAny"),  // SE-0335
            .enableUpcomingFeature("InternalImportsByDefault"),  // SE-0409
            .enableUpcomingFeature("MemberImportVisibility"),  // SE-0444
        ] + (isStrict ? [.treatAllWarnings(as: .error)] : [])
}
