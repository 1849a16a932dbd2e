import Foundation
import Testing

@Suite("the command line as a newcomer meets it")
struct CommandTests {
    private static let commands = [
        ["demo"], ["serve"], ["sync"], ["watch"], ["export"], ["report"], ["report", "portfolio"],
        ["report", "findings"],
        ["report", "boxes"],
        ["simulate"], ["verify"], ["tenant"], ["tenant", "create"], ["tenant", "list"], ["key"], ["key", "create"],
        ["key", "list"], ["key", "revoke"], ["snapshot"], ["snapshot", "list"], ["snapshot", "restore"],
        ["snapshot", "compare"],
    ]

    @Test("every command explains itself", arguments: commands)
    func help(command: [String]) throws {
        let outcome = try Program.run(command + ["--help"])
        #expect(outcome.status == 0)
        #expect(outcome.output.contains("USAGE: recaudo \(command.joined(separator: " "))"))
        #expect(outcome.errors.isEmpty)
    }

    @Test("every command and every flag for settings is in the operating guide")
    func documented() throws {
        let guide = try String(contentsOf: Program.root.appending(path: "docs/operating.md"), encoding: .utf8)
        for command in Self.commands.compactMap(\.first) {
            #expect(guide.contains("`recaudo \(command)"), "docs/operating.md does not mention \(command)")
        }
        for setting in ["database", "tenant", "host", "port", "language"] {
            #expect(guide.contains("`--\(setting)`"), "docs/operating.md does not mention --\(setting)")
            #expect(guide.contains("`RECAUDO_\(setting.uppercased())`"))
        }
    }

    @Test("settings come from the flag, then the environment, then the file")
    func precedence() throws {
        let folder = try ScratchFolder()
        try "database: sqlite:\(folder.path("file.db"))\ntenant: from-file\n".write(
            to: folder.url.appending(path: "recaudo.yaml"),
            atomically: true,
            encoding: .utf8
        )
        let made = try Program.run(["tenant", "create", "from-file"], in: folder.url)
        #expect(made.status == 0, "\(made.errors)")
        #expect(FileManager.default.fileExists(atPath: folder.path("file.db")))
        let flagged = try Program.run(["report", "portfolio", "--tenant", "other"], in: folder.url)
        #expect(flagged.status == 1)
        #expect(flagged.errors.contains("other"))
        let fromFile = try Program.run(["report", "portfolio", "--json"], in: folder.url)
        #expect(fromFile.status == 0, "\(fromFile.errors)")
    }

    @Test("a settings file with an unknown name is refused with its line")
    func unknownSetting() throws {
        let folder = try ScratchFolder()
        try "tenant: a\ndatabse: sqlite:x.db\n".write(
            to: folder.url.appending(path: "recaudo.yaml"),
            atomically: true,
            encoding: .utf8
        )
        let outcome = try Program.run(["tenant", "list"], in: folder.url)
        #expect(outcome.status == 1)
        #expect(outcome.errors.contains("line 2"))
        #expect(outcome.errors.contains("databse"))
    }

    @Test("inspect --rows counts what each table holds")
    func rows() throws {
        let folder = try ScratchFolder()
        let file = folder.url.appending(path: "pagos.csv")
        try "fecha;valor\n01/03/2026;10000\n02/03/2026;20000\n".write(to: file, atomically: true, encoding: .utf8)
        let told = try Program.run(["inspect", "--rows", file.path], in: folder.url)
        #expect(told.output == "2\tpagos.csv\tpagos\n", "\(told.errors)")
        let json = try Program.run(["inspect", "--rows", "--json", file.path], in: folder.url)
        #expect(json.output == #"{"tables":[{"file":"pagos.csv","table":"pagos","rows":2}]}"# + "\n")
    }
}
