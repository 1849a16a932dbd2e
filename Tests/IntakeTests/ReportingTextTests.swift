import Foundation
import Lending
import LoanBook
import Reporting
import Storage
import Testing

struct ReportingTextTests {
    /// A book of one small backup, in a tenant called `prueba`.
    private func book(_ engine: Engine) throws -> TestBook {
        let scratch = try Scratch()
        var backup = Backup()
        backup.settlements = [
            BackupSettlement(),
            BackupSettlement(number: 2, day: "03/03/2026", collected: "0", closing: "505000"),
        ]
        backup.boxCash = "505000"
        backup.boxDay = "03/03/2026"
        try backup.write(to: scratch.file("ruta1"))
        let test = try TestBook(engine)
        try test.sync(scratch.file("ruta1"))
        return test
    }

    private func text(_ test: TestBook, _ make: (TenantRecord, any Connection) throws -> String) throws -> String {
        let tenant = try test.book.tenant(named: "prueba")
        return try test.book.database.withReader { try make(tenant, $0) }
    }

    @Test("the portfolio reads as a table of aligned columns in the owner's language", arguments: Engine.allCases)
    func portfolio(engine: Engine) throws {
        let test = try book(engine)
        let spanish = try text(test) { try PortfolioReport(tenant: $0, on: $1).text(language: .es) }
        #expect(spanish.hasPrefix("Cartera de prueba, al 03/03/2026 (COP)\n"))
        #expect(spanish.contains("  Dinero en la calle, según la app  $ 110.000\n"))
        #expect(spanish.contains("  Efectivo en caja                  $ 505.000\n"))
        #expect(spanish.contains("ruta1"))
        let english = try text(test) { try PortfolioReport(tenant: $0, on: $1).text(language: .en) }
        #expect(english.contains("  Outstanding, the app's figure  $110,000\n"))
        #expect(!spanish.split(separator: "\n").contains { $0.hasSuffix(" ") })
    }

    @Test("a box that does not agree is shown with what is missing", arguments: Engine.allCases)
    func boxes(engine: Engine) throws {
        let test = try book(engine)
        let spanish = try text(test) { try BoxesReport(tenant: $0, on: $1).text(language: .es) }
        #expect(spanish.contains("  Faltantes                  $ 5.000\n"))
        #expect(spanish.contains("    03/03/2026  $ 510.000  $ 505.000  -$ 5.000  faltante\n"))
    }

    @Test("every settlement is listed with what moved the box, what was expected and what was counted")
    func settlements() throws {
        let test = try book(.sqlite)
        let english = try text(test) { try BoxesReport(tenant: $0, on: $1).text(language: .en) }
        let lines = english.split(separator: "\n").map(String.init)
        let start = try #require(lines.firstIndex { $0.hasPrefix("    Date") })
        func cells(_ line: String) -> [String] {
            line.components(separatedBy: "  ").map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
        }
        let heads = ["Date", "Opening", "Collected", "Lent", "Expenses", "Expected", "Counted", "Difference"]
        #expect(cells(lines[start]) == heads)
        let second = ["2026-03-03", "$510,000", "$0", "$0", "$0", "$510,000", "$505,000", "-$5,000"]
        #expect(cells(lines[start + 1]) == second)
        #expect(cells(lines[start + 2]) == ["2026-03-02", "—", "$10,000", "$0", "$0", "—", "$510,000", "—"])
        let json = try text(test) { String(decoding: try BoxesReport(tenant: $0, on: $1).json(), as: UTF8.self) }
        let listed = try #require(json.range(of: #""latest_settlements":[{"id":"bx_"#))
        #expect(json[listed.upperBound...].contains(#""number":2,"settled_on":"2026-03-03""#))
    }

    @Test("findings read as sentences", arguments: Engine.allCases)
    func findings(engine: Engine) throws {
        let test = try book(engine)
        let spanish = try text(test) { try FindingsReport(tenant: $0, on: $1).text(language: .es) }
        #expect(spanish.contains("ruta1 · $ 5.000 · "))
        #expect(!spanish.contains("Persona"))
    }

    @Test("a book that holds nothing gives reports of zero", arguments: Engine.allCases)
    func empty(engine: Engine) throws {
        let test = try TestBook(engine)
        let json = try text(test) { String(decoding: try PortfolioReport(tenant: $0, on: $1).json(), as: UTF8.self) }
        #expect(json.contains(#""as_of":null"#) && json.contains(#""customers":0"#) && json.hasSuffix(#""routes":[]}"#))
        let portfolio = try text(test) { try PortfolioReport(tenant: $0, on: $1).text(language: .es) }
        #expect(portfolio.contains("Efectivo en caja                    —"))
    }
}
