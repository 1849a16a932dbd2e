import Foundation
import Storage
import TestSupport
import Testing

@Suite("the file that an export is told to write")
struct OutputFileTests {
    private let folder: ScratchFolder
    private let book: ScriptedBook
    private let whole: String

    init() throws {
        folder = try ScratchFolder()
        book = try ScriptedBook(.sqlite)
        let lender = try SimulatedLender(nights: 1, routes: 1, clients: 5)
        try book.sync(lender.backup(night: 1))
        whole = try book.run(["export", "loans"]).output
    }

    private func export(to path: String) throws {
        let outcome = try book.run(["export", "loans", "--output", path])
        #expect(outcome.status == 0, "\(outcome.errors)")
    }

    @Test("a pipe is written to, not replaced by a file")
    func pipe() throws {
        let path = folder.path("pipe")
        try #require(mkfifo(path, 0o600) == 0)
        let reader = Process()
        reader.executableURL = URL(filePath: "/bin/cat")
        reader.arguments = [path]
        let output = Pipe()
        reader.standardOutput = output
        try reader.run()
        // Where the pipe is gone it would wait for ever, and keep the test runner waiting.
        defer { kill(reader.processIdentifier, SIGKILL) }
        try export(to: path)
        var found = stat()
        #expect(lstat(path, &found) == 0)
        try #require(found.st_mode & S_IFMT == S_IFIFO, "the pipe is gone")
        let read = output.fileHandleForReading.readDataToEndOfFile()
        reader.waitUntilExit()
        #expect(String(decoding: read, as: UTF8.self) == whole)
    }

    @Test("a link leads where it led, to the new file")
    func link() throws {
        try Data("old".utf8).write(to: URL(filePath: folder.path("file.csv")))
        try FileManager.default.createSymbolicLink(
            atPath: folder.path("link.csv"),
            withDestinationPath: folder.path("file.csv")
        )
        try export(to: folder.path("link.csv"))
        let led = try FileManager.default.destinationOfSymbolicLink(atPath: folder.path("link.csv"))
        #expect(led == folder.path("file.csv"))
        #expect(try String(contentsOfFile: folder.path("file.csv"), encoding: .utf8) == whole)
    }

    @Test("a new file is for this user only, and nothing is left beside it")
    func new() throws {
        try export(to: folder.path("loans.csv"))
        var found = stat()
        #expect(stat(folder.path("loans.csv"), &found) == 0)
        #expect(found.st_mode & 0o777 == 0o600)
        #expect(!FileManager.default.fileExists(atPath: folder.path("loans.csv.part")))
    }
}
