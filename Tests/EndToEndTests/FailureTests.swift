import Foundation
import Storage
import TestSupport
import Testing

@Suite("failures on the command line")
struct FailureTests {
    private static let catalogue = try? String(
        contentsOf: Program.root.appending(path: "docs/errors.md"),
        encoding: .utf8
    )

    /// Expects one line of the documented form and returns its code.
    @discardableResult
    private func expectLine(_ outcome: Program.Outcome, status: Int32, _ about: String) throws -> String {
        #expect(outcome.status == status, "\(about): \(outcome.errors)")
        #expect(outcome.output.isEmpty, "\(about)")
        #expect(outcome.errors.split(separator: "\n").count == 1, "\(about): \(outcome.errors)")
        let match = try #require(
            outcome.errors.firstMatch(of: /^recaudo: ([a-z_]+\.[a-z_]+): \S.*\S\n$/),
            "\(about): \(outcome.errors)"
        )
        let code = String(match.1)
        let catalogue = try #require(Self.catalogue)
        #expect(catalogue.contains("`\(code)`"), "docs/errors.md does not explain \(code)")
        return code
    }

    @Test("a failure is one line with its documented code, in either language, and ends with 1")
    func failures() throws {
        let folder = try ScratchFolder()
        try "x: [".write(to: folder.url.appending(path: "bad.yaml"), atomically: true, encoding: .utf8)
        try "hola".write(to: folder.url.appending(path: "admin.db"), atomically: true, encoding: .utf8)
        let book = ["--database", "sqlite:\(folder.path("book.db"))"]
        try #require(try Program.run(["tenant", "create", "uno"] + book).status == 0)
        try #require(try Program.run(["tenant", "create", "dos"] + book).status == 0)
        let new = ["--database", "sqlite:\(folder.path("new.db"))", "--tenant", "t", "--create"]
        let cases: [(code: String, arguments: [String])] = [
            ("storage.unavailable", ["report", "portfolio", "--database", "sqlite:\(folder.path("none.db"))"]),
            ("storage.unavailable", ["report", "portfolio", "--database", "mysql://x"]),
            ("storage.unavailable", ["serve", "--database", "postgres://nobody@127.0.0.1:1/none"]),
            ("storage.damaged", ["tenant", "list", "--database", "sqlite:\(folder.path("bad.yaml"))"]),
            ("source.not_found", ["sync", folder.path("nothing")] + new),
            ("source.not_a_database", ["sync", folder.path("admin.db")] + new),
            ("profile.unknown", ["sync", folder.path("admin.db"), "--source", "prestacob"] + new),
            ("tenant.unknown", ["verify", "--tenant", "tres"] + book),
            ("tenant.exists", ["tenant", "create", "uno"] + book),
            ("tenant.not_usable", ["tenant", "create", "x", "--currency", "pesos"] + book),
            (
                "tenant.not_usable",
                ["tenant", "create", "x", "--time-zone", "Bogota", "--database", "sqlite:\(folder.path("new.db"))"]
            ),
            ("snapshot.unknown", ["snapshot", "restore", "sn_0", "--to", folder.path("r"), "--tenant", "uno"] + book),
            ("command.bad_value", ["snapshot", "list", "--limit", "0", "--tenant", "uno"] + book),
            ("tenant.not_named", ["report", "findings"] + book),
            ("access.unknown_scope", ["key", "create", "--tenant", "uno", "--label", "x", "--scope", "todo"] + book),
            ("access.unknown_key", ["key", "revoke", "ky_0", "--tenant", "uno"] + book),
            ("command.bad_value", ["export", "gente", "--tenant", "uno"] + book),
            ("command.bad_value", ["export", "loans", "--filter", "status", "--tenant", "uno"] + book),
            ("command.not_written", ["export", "loans", "--output", "/nowhere/x.csv", "--tenant", "uno"] + book),
            ("filter.unknown", ["export", "loans", "--filter", "color=red", "--tenant", "uno"] + book),
            ("format.unknown", ["export", "loans", "--format", "xml", "--tenant", "uno"] + book),
            ("settings.not_found", ["tenant", "list", "--config", folder.path("none.yaml")]),
            ("settings.not_usable", ["tenant", "list", "--config", folder.path("bad.yaml")]),
            ("serve.port_not_valid", ["serve", "--port", "70000"] + book),
            ("simulate.option_out_of_range", ["simulate", "--output", folder.path("s"), "--routes", "0"]),
            ("command.bad_value", ["simulate", "--output", folder.path("s"), "--end-date", "ayer"]),
            ("command.not_written", ["demo", "--directory", folder.url.path]),
        ]
        for (code, arguments) in cases {
            let english = try Program.run(arguments, in: folder.url)
            #expect(try expectLine(english, status: 1, "\(arguments)") == code)
            let spanish = try Program.run(arguments + ["--lang", "es"], in: folder.url)
            #expect(try expectLine(spanish, status: 1, "\(arguments)") == code)
            #expect(spanish.errors != english.errors, "\(arguments) says the same in Spanish")
        }
        #expect(!FileManager.default.fileExists(atPath: folder.path("new.db")))
    }

    @Test("a profile with several mistakes is told line by line, each with the code")
    func profile() throws {
        let folder = try ScratchFolder()
        let shipped = Program.root.appending(path: "profiles/prestacop.yaml")
        try String(contentsOf: shipped, encoding: .utf8)
            .replacing("column: nombre,", with: "colum: nombre,")
            .replacing("format: sqlite", with: "format: sqlit")
            .write(to: folder.url.appending(path: "odd.yaml"), atomically: true, encoding: .utf8)
        let outcome = try Program.run([
            "sync", "--database", "sqlite:\(folder.path("b.db"))", "--tenant", "t", "--create", folder.url.path,
            "--profile", folder.path("odd.yaml"),
        ])
        #expect(outcome.status == 1)
        let lines = outcome.errors.split(separator: "\n")
        #expect(lines.count > 1, "\(outcome.errors)")
        for line in lines { #expect(line.hasPrefix("recaudo: profile.invalid: odd.yaml line "), "\(line)") }
    }

    @Test("what a command does not know is one line that names its help, and ends with 64")
    func usage() throws {
        let cases: [(arguments: [String], help: String)] = [
            (["frobnicate"], "recaudo --help"), (["sync"], "recaudo sync --help"),
            (["sync", "x", "y"], "recaudo sync --help"), (["sync", "x", "--tennant", "t"], "recaudo sync --help"),
            (["sync", "x", "--tenant"], "recaudo sync --help"), (["serve", "--port", "ocho"], "recaudo serve --help"),
            (["report", "portfolio", "--as-of", "ayer"], "recaudo report portfolio --help"),
            (["report", "all"], "recaudo report --help"),
            (["report", "boxes", "--lang", "fr"], "recaudo report boxes --help"),
            (["key", "create"], "recaudo key create --help"), (["verify", "--json=1"], "recaudo verify --help"),
        ]
        for (arguments, help) in cases {
            let english = try Program.run(arguments)
            #expect(try expectLine(english, status: 64, "\(arguments)") == "command.usage")
            #expect(english.errors.hasSuffix(" See \(help).\n"), "\(english.errors)")
            let spanish = try Program.run(arguments, environment: ["LC_ALL": "es_CO.UTF-8"])
            #expect(try expectLine(spanish, status: 64, "\(arguments)") == "command.usage")
            #expect(spanish.errors.hasSuffix(" Vea \(help).\n"), "\(spanish.errors)")
        }
    }

    @Test("a demo that cannot start leaves an earlier one as it is")
    func demoKept() throws {
        let folder = try ScratchFolder()
        for name in [".recaudo-demo", "recaudo.db"] {
            try Data().write(to: folder.url.appending(path: name))
        }
        for arguments in [["nothing"], ["--source", "prestacob"]] {
            let outcome = try Program.run(["demo", "--directory", folder.url.path] + arguments)
            try expectLine(outcome, status: 1, "\(arguments)")
            #expect(FileManager.default.fileExists(atPath: folder.path("recaudo.db")))
        }
    }

    @Test("output that does not fit on the disk is a failure")
    func fullDisk() throws {
        let folder = try ScratchFolder()
        let process = try Program.prepared(["tenant", "create", "x", "--database", "sqlite:\(folder.path("b.db"))"])
        process.standardOutput = FileHandle(forWritingAtPath: "/dev/full")
        let errors = Pipe()
        process.standardError = errors
        try process.run()
        let text = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        #expect(process.terminationStatus == 1)
        #expect(text.hasPrefix("recaudo: command.not_written: "), "\(text)")
    }
}
