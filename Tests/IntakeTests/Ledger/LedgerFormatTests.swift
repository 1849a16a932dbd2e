import Intake
import Lending
import LoanBook
import Storage
import TestSupport
import Testing

@Suite("one list of loans in every format")
struct LedgerFormatTests {
    enum Format: String, CaseIterable, Sendable {
        case csv, gzip, zip, json, sql, xlsx
    }

    private static let heads = ["RUTA", "CLIENTE", "PRESTADO", "CUOTAS", "ABONOS", "SALDO", "VALOR CUOTA", "INICIO"]
    private static let rows = [
        ["Norte", "Persona Uno", "200000", "24", "40000", "200000", "10000", "2026-01-05"],
        ["Sur", "Persona Dos", "100000", "24", "120000", "0", "5000", "2025-12-01"],
        ["Norte", "Persona Tres", "300000", "24", "15000", "345000", "15000", "2026-01-06"],
    ]

    private static let profile = """
        profile: lista
        version: 1
        title: A list of loans
        status: made for tests
        format: any
        files:
          book: { name: "*" }
        route:
          name: field
          business_date:
            - latest: [loans.disbursed_on]
        records:
          customers:
            file: book
            table: "*"
            key: name
            fields:
              name: { column: cliente, as: text, required: true }
          loans:
            file: book
            table: "*"
            fields:
              customer: { column: cliente, as: text }
              route: { column: ruta, as: text }
              principal: { column: prestado, as: money }
              installment_count: { column: cuotas, as: integer }
              installment: { column: valor cuota, as: money }
              paid: { column: abonos, as: money }
              balance: { column: saldo, as: money, required: column }
              disbursed_on: { column: inicio, as: { date: yyyy-MM-dd } }
        policies:
          calendar: every_day
          rounding: up
          interest_split: pro_rata
          arrears: by_amount
          renewal: pay_off_first
          box: cash_only
        """

    @Test("it is recognised by its content and gives the same book", arguments: Format.allCases, Engine.allCases)
    func same(format: Format, engine: Engine) throws {
        let scratch = try Scratch()
        let book = try TestBook(engine)
        let profile = try Profile(yaml: Self.profile, file: "lista.yaml")
        let path = try Self.write(format, to: scratch)
        let result = try book.sync(path, profile: profile)
        #expect(result.routes.sorted() == ["Norte", "Sur"])
        #expect(result.rejects.count == 0, "\(result.rejects.listed)")
        let loans = try book.loans().sorted { $0.terms.total < $1.terms.total }
        #expect(loans.map(\.terms.total.minorUnits) == [12_000_000, 24_000_000, 36_000_000])
        #expect(loans.map(\.outstanding.minorUnits) == [0, 20_000_000, 34_500_000])
        #expect(loans.map(\.status) == [.paid, .active, .active])
        #expect(try book.book.verify(tenant: book.tenant).isSound)
        #expect(try book.sync(path, profile: profile).outcome.changes == 0)
    }

    private static func write(_ format: Format, to scratch: Scratch) throws -> String {
        let csv = Array(([heads] + rows).map { $0.joined(separator: ";") }.joined(separator: "\r\n").utf8)
        switch format {
        case .csv: return try scratch.write("lista", csv)
        case .gzip: return try scratch.write("lista.csv.gz", Zip.gzip(csv))
        case .zip:
            return try Zip.make(scratch.file("lista.zip"), [("lista.csv", csv)])
        case .json:
            let objects = rows.map { row in
                "{" + zip(heads, row).map { "\"\($0)\": \"\($1)\"" }.joined(separator: ", ") + "}"
            }
            return try scratch.write("lista", Array("[\(objects.joined(separator: ", "))]".utf8))
        case .sql:
            let columns = heads.map { "\"\($0)\" TEXT" }.joined(separator: ", ")
            let inserts = rows.map { row in
                "INSERT INTO lista VALUES (\(row.map { "'\($0)'" }.joined(separator: ", ")));"
            }
            let text = "CREATE TABLE lista (\(columns));\n" + inserts.joined(separator: "\n") + "\n"
            return try scratch.write("lista", Array(text.utf8))
        case .xlsx:
            let cells = ([heads] + rows).enumerated().map { number, row in
                XLSXReaderTests.row(number + 1, row)
            }
            return try scratch.write("lista.xlsx", XLSXReaderTests.book([("Hoja1", cells.joined())]))
        }
    }
}
