import Foundation
import Testing

/// The built program, run as a person or a script would run it.
enum Program {
    /// What one run left behind.
    struct Outcome {
        let status: Int32
        let output: String
        let errors: String

        /// The standard output read as JSON.
        func json() throws -> [String: Any] {
            let value = try JSONSerialization.jsonObject(with: Data(output.utf8))
            return try #require(value as? [String: Any])
        }
    }

    static let root = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    /// The executable that `make` installs before it runs the tests.
    static let path: String = {
        ProcessInfo.processInfo.environment["RECAUDO_BIN"] ?? root.appending(path: "bin/recaudo").path
    }()

    /// Runs the program to its end, under another one where `tracer` names it and its arguments.
    static func run(
        _ arguments: [String],
        under tracer: [String] = [],
        in folder: URL? = nil,
        environment: [String: String] = [:]
    ) throws -> Outcome {
        let process = try prepared(arguments, in: folder, environment: environment)
        if let first = tracer.first {
            process.executableURL = URL(filePath: first)
            process.arguments = tracer.dropFirst() + [path] + arguments
        }
        let output = Pipe()
        let errors = Pipe()
        process.standardOutput = output
        process.standardError = errors
        try process.run()
        let errorText = Collected(errors)
        let text = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return Outcome(
            status: process.terminationStatus,
            output: String(decoding: text, as: UTF8.self),
            errors: errorText.text()
        )
    }

    /// A process ready to start, with a clean environment, English and no terminal.
    static func prepared(
        _ arguments: [String],
        in folder: URL? = nil,
        environment: [String: String] = [:]
    ) throws -> Process {
        try #require(
            FileManager.default.isExecutableFile(atPath: path),
            "no program at \(path); run the tests through `make test`"
        )
        let process = Process()
        process.executableURL = URL(filePath: path)
        process.arguments = arguments
        process.environment = ProcessInfo.processInfo.environment.filter { !$0.key.hasPrefix("RECAUDO_") }
            .merging(["LC_ALL": "C.UTF-8"]) { $1 }
            .merging(environment) { $1 }
        process.currentDirectoryURL = folder
        process.standardInput = FileHandle.nullDevice
        return process
    }

    /// Reads a pipe on a thread of its own, so that neither pipe of a process fills up.
    private final class Collected: @unchecked Sendable {
        // `data` is written by the thread before it signals `done` and read only after.
        private var data = Data()
        private let done = DispatchSemaphore(value: 0)

        init(_ pipe: Pipe) {
            Thread.detachNewThread { [self] in
                data = pipe.fileHandleForReading.readDataToEndOfFile()
                done.signal()
            }
        }

        func text() -> String {
            done.wait()
            return String(decoding: data, as: UTF8.self)
        }
    }
}

/// A folder that is gone when the test ends.
final class ScratchFolder {
    let url: URL

    init() throws {
        url = FileManager.default.temporaryDirectory.appending(path: "recaudo-e2e-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit {
        try? FileManager.default.removeItem(at: url)
    }

    func path(_ name: String) -> String { url.appending(path: name).path }
}
