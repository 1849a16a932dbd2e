// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .treatAllWarnings(as: .error),
]

let crypto: Target.Dependency = .product(name: "Crypto", package: "swift-crypto")
let hummingbird: Target.Dependency = .product(name: "Hummingbird", package: "hummingbird")
let logging: Target.Dependency = .product(name: "Logging", package: "swift-log")
let lifecycle: Target.Dependency = .product(
    name: "ServiceLifecycle",
    package: "swift-service-lifecycle"
)

/// A floor of the house; see ARCHITECTURE.md for what may import what.
func floor(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
    .target(name: name, dependencies: dependencies, swiftSettings: strict)
}

/// The tests of one floor, on real databases where it has any.
func tests(_ name: String, _ dependencies: [Target.Dependency] = [], exclude: [String] = []) -> Target {
    .testTarget(
        name: "\(name)Tests",
        dependencies: [.byName(name: name), "TestSupport"] + dependencies,
        exclude: exclude,
        swiftSettings: strict
    )
}

let package = Package(
    name: "recaudo",
    platforms: [.macOS(.v15)],
    products: [.executable(name: "recaudo", targets: ["CLI"])],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.14.0"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.0"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.0"),
        .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.0"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    ],
    targets: [
        .systemLibrary(name: "CLibPQ", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        floor("Lending"),
        floor("Codecs", ["CZlib"]),
        floor("Machine", [crypto, .product(name: "NIOPosix", package: "swift-nio")]),
        floor("Wire", ["Lending", "Codecs"]),
        floor(
            "Storage",
            [
                "CLibPQ", "Machine",
                .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "GRDBSQLite", package: "GRDB.swift"),
            ]
        ),
        floor("LoanBook", ["Lending", "Codecs", "Machine", "Wire", "Storage", crypto]),
        floor(
            "Intake",
            [
                "Lending", "Codecs", "Machine", "Wire", "Storage", "LoanBook", crypto, "Yams",
                .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "GRDBSQLite", package: "GRDB.swift"),
            ]
        ),
        floor("Reporting", ["Lending", "Codecs", "Wire", "Storage", "LoanBook"]),
        floor(
            "Web",
            [
                "Lending", "Codecs", "Machine", "Wire", "Storage", "LoanBook", "Reporting",
                hummingbird, logging, lifecycle, .product(name: "Mustache", package: "swift-mustache"),
            ]
        ),
        floor(
            "Simulator",
            [
                "Lending", "Codecs",
                .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "GRDBSQLite", package: "GRDB.swift"),
            ]
        ),
        .executableTarget(
            name: "CLI",
            dependencies: [
                "Lending", "Codecs", "Machine", "Wire", "Storage", "LoanBook", "Intake",
                "Reporting", "Web", "Simulator", hummingbird, logging, lifecycle, "Yams",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
            ],
            swiftSettings: strict
        ),
        floor("TestSupport", ["Lending", "Storage", "Machine"]),
        tests("Lending"),
        tests("Codecs", ["Machine", "Wire", "Lending"]),
        tests("Storage", ["Machine"]),
        tests("LoanBook", ["Lending", "Codecs", "Machine", "Wire", "Storage"], exclude: ["Golden"]),
        tests(
            "Intake",
            [
                "Lending", "Codecs", "Machine", "Wire", "Storage", "LoanBook", "Reporting", "Simulator", "Yams",
                .product(name: "GRDBSQLite", package: "GRDB.swift"),
            ]
        ),
        tests(
            "Web",
            [
                "Lending", "Codecs", "Machine", "Wire", "Storage", "LoanBook", "Intake", "Reporting",
                "Simulator", hummingbird,
                .product(name: "HummingbirdTesting", package: "hummingbird"),
                .product(name: "NIOEmbedded", package: "swift-nio"),
            ]
        ),
        .testTarget(name: "ArchitectureTests", swiftSettings: strict),
        .testTarget(
            name: "EndToEndTests",
            dependencies: ["TestSupport", "Codecs", "Machine", "Storage"],
            swiftSettings: strict
        ),
    ]
)
