import Foundation
import Storage
import TestSupport
import Testing

@Suite("what the command line says to people")
struct SpeechTests {
    @Test("every command speaks Spanish or English, and its JSON is the same in both")
    func languages() throws {
        let lender = try SimulatedLender(nights: 1, routes: 1)
        let folder = try ScratchFolder()
        func said(_ arguments: [String], _ language: String) throws -> String {
            let book = ["--database", "sqlite:\(folder.path("\(language).db"))", "--lang", language]
            let outcome = try Program.run(arguments + book)
            #expect(outcome.status == 0, "\(arguments): \(outcome.errors)")
            return outcome.output + outcome.errors
        }
        let cases: [(arguments: [String], es: String, en: String)] = [
            (["sync", "--tenant", "uno", "--create", lender.backup(night: 1)], "registros:", "records:"),
            (["sync", "--tenant", "uno", lender.backup(night: 1)], "ya se habían leído", "were read before"),
            (["verify"], "íntegro", "sound"),
            (["snapshot", "list"], "asientos", "log entries"),
            (["report", "portfolio"], "Cartera de", "Portfolio of"),
            (["report", "findings"], "Hallazgos de", "Findings of"),
            (["report", "boxes"], "Cajas de", "Cash boxes of"),
            (["key", "create", "--label", "oficina"], "No se vuelve a mostrar", "not shown again"),
            (["key", "list"], "último uso", "last used"),
            (["tenant", "create", "dos"], "empresa creada", "created tenant"),
            (["tenant", "list"], "zona horaria", "time zone"),
        ]
        for (arguments, es, en) in cases {
            let spanish = try said(arguments, "es")
            #expect(spanish.contains(es) && !spanish.contains(en), "\(arguments): \(spanish)")
            let english = try said(arguments, "en")
            #expect(english.contains(en) && !english.contains(es), "\(arguments): \(english)")
        }
        let json = try ["es", "en"].map { try said(["report", "findings", "--json", "--tenant", "uno"], $0) }
        #expect(json[0] == json[1])
    }

    @Test("the language is the flag's, else the setting's, else the locale's")
    func chosen() throws {
        let folder = try ScratchFolder()
        let book = ["tenant", "list", "--database", "sqlite:\(folder.path("b.db"))"]
        try #require(try Program.run(["tenant", "create", "x"] + book.dropFirst(2)).status == 0)
        func isSpanish(_ environment: [String: String], _ flags: [String] = []) throws -> Bool {
            let outcome = try Program.run(book + flags, in: folder.url, environment: environment)
            #expect(outcome.status == 0, "\(outcome.errors)")
            return outcome.output.contains("moneda")
        }
        #expect(try isSpanish(["LC_ALL": "es_CO.UTF-8"]))
        #expect(try isSpanish(["LC_ALL": "", "LC_MESSAGES": "", "LANG": "es"]))
        #expect(try !isSpanish(["LC_ALL": "en_US.UTF-8", "LANG": "es_CO.UTF-8"]))
        #expect(try !isSpanish(["LC_ALL": "est_EE"]))
        #expect(try isSpanish(["RECAUDO_LANGUAGE": "es"]))
        #expect(try !isSpanish(["RECAUDO_LANGUAGE": "es", "LC_ALL": "es"], ["--lang", "en"]))
        #expect(try isSpanish(["RECAUDO_LANGUAGE": "en"], ["--language=es"]))
        try "language: es\n".write(to: folder.url.appending(path: "recaudo.yaml"), atomically: true, encoding: .utf8)
        #expect(try isSpanish([:]))
        let wrong = try Program.run(book, environment: ["RECAUDO_LANGUAGE": "fr"])
        #expect(wrong.status == 1)
        #expect(wrong.errors.hasPrefix("recaudo: settings.not_usable: "))
    }

    @Test("keys are listed with their end and their last use")
    func keys() async throws {
        let book = try ScriptedBook(.sqlite)
        try #require(try book.run(["tenant", "create", "lender"], tenant: false).status == 0)
        let made = try book.json(["key", "create", "--label", "oficina", "--expires-in-days", "30", "--json"])
        let end = try #require(made["expires_at"] as? String).prefix(10)
        _ = try book.json(["key", "create", "--label", "bodega", "--json"])
        func line(_ label: String) throws -> Substring {
            let list = try book.run(["key", "list"])
            return try #require(list.output.split(separator: "\n").first { $0.contains(label) })
        }
        #expect(try line("oficina").contains(" good "))
        #expect(try line("oficina").contains(" \(end) "))
        #expect(try line("oficina").contains(" never "))
        #expect(try line("bodega").components(separatedBy: " never ").count == 3)
        let server = try RunningServer(database: book.database)
        defer { server.stop() }
        #expect(try await server.status("/v1/loans", key: made["key"] as? String) == 200)
        #expect(try !line("oficina").contains(" never "))
        let id = try #require(made["id"] as? String)
        try #require(try book.run(["key", "revoke", id]).status == 0)
        #expect(try line("oficina").contains(" revoked "))
    }

    @Test("a person sees the first rejects and how many more there are; a program sees them all")
    func rejects() throws {
        let lender = try SimulatedLender(nights: 1, routes: 1, clients: 40)
        let shipped = Program.root.appending(path: "profiles/prestacop.yaml")
        let profile = try String(contentsOf: shipped, encoding: .utf8)
            .replacing("visit_order: { column: posicion,", with: "visit_order: { column: nombre,")
            .replacing("ignore: [alarma,", with: "ignore: [posicion, alarma,")
        let folder = try ScratchFolder()
        try profile.write(to: folder.url.appending(path: "odd.yaml"), atomically: true, encoding: .utf8)
        func sync(_ name: String, _ flags: [String]) throws -> Program.Outcome {
            try Program.run(
                [
                    "sync", "--database", "sqlite:\(folder.path(name))", "--tenant", "t", "--create",
                    "--profile", folder.path("odd.yaml"), lender.backup(night: 1),
                ] + flags
            )
        }
        let text = try sync("a.db", [])
        #expect(text.status == 0, "\(text.errors)")
        #expect(text.output.contains("could not be read: 0 rows rejected, 40 cells left empty"), "\(text.output)")
        #expect(text.output.split(separator: "\n").count { $0.contains("Cell left empty") } == 20)
        #expect(text.output.contains("    and 20 more; --json lists all\n"), "\(text.output)")
        let json = try sync("b.db", ["--json"]).json()
        #expect((json["rejects"] as? [String])?.count == 40)
        let total = try #require(json["rejects_total"] as? [String: Any])
        #expect(total["rows"] as? Int == 0 && total["cells"] as? Int == 40 && total["listed"] as? Int == 40)
    }

    @Test("sync --create makes a PostgreSQL database that is not there")
    func createOnPostgres() throws {
        let lender = try SimulatedLender(nights: 1, routes: 1)
        guard case .postgres(let uri) = try PostgresCluster.shared().url(database: "cobros_nuevos") else {
            preconditionFailure("the cluster's addresses are PostgreSQL's")
        }
        let book = ["--database", uri, "--tenant", "t", lender.backup(night: 1)]
        let refused = try Program.run(["sync"] + book)
        #expect(refused.status == 1)
        #expect(refused.errors.contains("createdb "), "\(refused.errors)")
        #expect(refused.errors.split(separator: "\n").count == 1)
        let made = try Program.run(["sync", "--create"] + book)
        #expect(made.status == 0, "\(made.errors)")
        #expect(try Program.run(["verify", "--database", uri]).status == 0)
    }
}
