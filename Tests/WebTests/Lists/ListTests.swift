import Codecs
import Foundation
import Lending
import LoanBook
import Storage
import Testing
import Web

@Suite("lists of records")
struct ListTests {
    @Test("a page holds the records, whether more follow, and the address of the next", arguments: Engine.allCases)
    func page(engine: Engine) async throws {
        let book = try SampleBook(engine)
        try await book.server().asked(key: book.fullKey) { asker in
            let answer = try await asker.ask("/v1/loans?limit=5")
            #expect(answer.status == 200)
            #expect(answer.header("Content-Type") == "application/json")
            #expect(try answer.ids().count == 5)
            let json = try answer.json()
            #expect(json["has_more"]?.boolean == true)
            let cursor = try #require(json["next_cursor"]?.text)
            #expect(answer.header("Link") == "</v1/loans?limit=5&cursor=\(cursor)>; rel=\"next\"")
        }
    }

    @Test(
        "following the cursors reads every record once",
        arguments: Engine.allCases,
        ["/v1/loans", "/v1/payments", "/v1/customers"]
    )
    func walk(engine: Engine, path: String) async throws {
        let book = try SampleBook(engine)
        try await book.server().asked(key: book.fullKey) { asker in
            let whole = try await asker.ask("\(path)?limit=1000").ids()
            var walked: [String] = []
            var next: String? = "\(path)?limit=7"
            while let address = next {
                let answer = try await asker.ask(address)
                #expect(answer.status == 200)
                walked += try answer.ids()
                next = answer.header("Link").flatMap { $0.split(separator: ">").first.map { String($0.dropFirst()) } }
            }
            #expect(walked == whole)
            #expect(Set(walked).count == walked.count)
            #expect(!walked.isEmpty)
        }
    }

    @Test("filters narrow a list, and an unknown one is refused by name", arguments: Engine.allCases)
    func filters(engine: Engine) async throws {
        let book = try SampleBook(engine)
        try await book.server().asked(key: book.fullKey) { asker in
            let route = SampleLender.routeID(2).text
            let loans = try await asker.ask("/v1/loans?route_id=\(route)").json()
            #expect(loans["data"]?.elements?.count == 6)
            #expect(loans["data"]?.elements?.allSatisfy { $0["route_id"]?.text == route } == true)
            #expect(try await asker.ask("/v1/loans?status=paid").ids().isEmpty)
            #expect(try await asker.ask("/v1/loans?min_outstanding=200000.01").ids().isEmpty)
            let refused = try await asker.ask("/v1/loans?colour=red")
            #expect(refused.status == 400)
            #expect(try refused.json()["errors"]?[0]?["parameter"]?.text == "colour")
        }
    }

    @Test("the whole list comes as NDJSON and as CSV, by format or by Accept", arguments: Engine.allCases)
    func files(engine: Engine) async throws {
        let book = try SampleBook(engine)
        try await book.server().asked(key: book.fullKey) { asker in
            for path in ["loans", "payments", "customers", "routes", "findings", "cash-boxes", "receipts"] {
                let count = try await asker.ask("/v1/\(path)?limit=1000").ids().count
                let lines = try await asker.ask("/v1/\(path)?format=ndjson")
                #expect(lines.header("Content-Type") == "application/x-ndjson")
                #expect(lines.lines.count == count)
                for line in lines.lines { _ = try JSONValue.parse(String(line)) }
                let table = try await asker.ask("/v1/\(path)", headers: ["Accept": "text/csv"])
                #expect(table.header("Content-Type") == "text/csv; charset=utf-8; header=present")
                #expect(table.header("Content-Disposition") == "attachment; filename=\"\(path).csv\"")
                #expect(table.text.components(separatedBy: "\r\n").count == count + 2)
                #expect(count > 0)
            }
        }
    }

    @Test("the whole list comes as a workbook with the cells of the CSV", arguments: Engine.allCases)
    func workbooks(engine: Engine) async throws {
        let book = try SampleBook(engine)
        try await book.server().asked(key: book.fullKey) { asker in
            for path in ["loans", "payments", "customers", "routes", "findings", "cash-boxes", "receipts"] {
                let count = try await asker.ask("/v1/\(path)?limit=1000").ids().count
                let answer = try await asker.ask("/v1/\(path)", headers: ["Accept": XLSXWriter.mediaType])
                #expect(answer.header("Content-Type") == XLSXWriter.mediaType)
                #expect(answer.header("Content-Disposition") == "attachment; filename=\"\(path).xlsx\"")
                let rows = try Self.rows(Array(answer.body))
                #expect(rows.count == count + 1, "\(path)")
                let table = try await asker.ask("/v1/\(path)?format=csv").text
                let header = table.components(separatedBy: "\r\n")[0].components(separatedBy: ",")
                #expect(rows[0] == header.map { .text($0) }, "\(path)")
            }
            let id = SampleLender.loanID(2, 3).text
            let schedule = try await asker.ask("/v1/loans/\(id)/schedule?format=xlsx")
            let lines = try Self.rows(Array(schedule.body))
            #expect(lines.count == 25)
            #expect(lines[24][3] == .integer(10_000))
            let dialect = try await asker.ask("/v1/loans?format=xlsx&dialect=excel-es")
            #expect(dialect.status == 400)
        }
    }

    @Test("a workbook shows people to the personal scope only")
    func peopleInWorkbooks() async throws {
        let book = try SampleBook(.sqlite)
        let people = SampleLender(customers: 6, paymentsPerLoan: 4).people
        try await book.server().asked(key: book.plainKey) { asker in
            let plain = try await asker.ask("/v1/customers?format=xlsx")
            let full = try await asker.with(key: book.fullKey).ask("/v1/customers?format=xlsx")
            let hidden = try Self.rows(Array(plain.body)).description
            let shown = try Self.rows(Array(full.body)).description
            for person in people { #expect(!hidden.contains(person)) }
            for name in people where name.hasPrefix("Marleny") { #expect(shown.contains(name)) }
        }
    }

    private static func rows(_ bytes: [UInt8]) throws -> [[XLSXValue]] {
        let book = try XLSXBook(ZipArchive(bytes, totalMax: 1 << 28))
        var rows: [[XLSXValue]] = []
        for sheet in book.sheets {
            try book.rows(of: sheet) { row in
                rows.append(row.cells.map(\.value))
                return true
            }
        }
        return rows
    }

    @Test("the Excel dialect has a byte order mark, semicolons and decimal commas")
    func excel() async throws {
        let book = try SampleBook(.sqlite)
        try await book.server().asked(key: book.fullKey) { asker in
            let answer = try await asker.ask("/v1/loans?format=csv&dialect=excel-es")
            #expect(answer.body.starts(with: [0xEF, 0xBB, 0xBF]))
            #expect(answer.text.contains(";200000,00;"))
            let refused = try await asker.ask("/v1/loans?dialect=excel-es")
            #expect(refused.status == 400)
        }
    }

    @Test("each list's records can be asked for one by one, as the list shows them", arguments: Engine.allCases)
    func singles(engine: Engine) async throws {
        let book = try SampleBook(engine)
        try await book.server().asked(key: book.fullKey) { asker in
            for path in ["loans", "payments", "customers", "routes", "findings", "cash-boxes", "receipts"] {
                let listed = try #require(try await asker.ask("/v1/\(path)?limit=1").json()["data"]?[0])
                let id = try #require(listed["id"]?.text)
                let single = try await asker.ask("/v1/\(path)/\(id)")
                #expect(single.status == 200, "\(path)")
                #expect(try single.json() == listed, "\(path)")
            }
        }
    }

    @Test("a book that holds nothing yet answers with empty lists and zeros", arguments: Engine.allCases)
    func emptyBook(engine: Engine) async throws {
        let book = try SampleBook(engine)
        try await book.server().asked(key: book.otherKey) { asker in
            for path in ["loans", "payments", "customers", "routes", "findings", "cash-boxes", "receipts"] {
                let answer = try await asker.ask("/v1/\(path)")
                #expect(answer.status == 200, "\(path)")
                #expect(try answer.ids().isEmpty, "\(path)")
                #expect(try await asker.ask("/v1/\(path)?format=csv").lines.count == 1)
            }
            let portfolio = try await asker.ask("/v1/portfolio")
            #expect(portfolio.status == 200)
            #expect(try portfolio.json()["outstanding"]?.text == "0.00")
        }
    }

    @Test("a past day shows the book as it was recorded then", arguments: Engine.allCases)
    func asOf(engine: Engine) async throws {
        let book = try SampleBook(engine, snapshots: 2)
        try await book.server().asked(key: book.fullKey) { asker in
            let id = SampleLender.loanID(1, 1).text
            let now = try await asker.ask("/v1/loans/\(id)").json()
            #expect(now["paid"]?.text == "50000.00")
            let then = try await asker.ask("/v1/loans/\(id)?as_of=\(SampleBook.firstDay.isoText)").json()
            #expect(then["paid"]?.text == "40000.00")
            let payments = try await asker.ask("/v1/loans/\(id)/payments?as_of=\(SampleBook.firstDay.isoText)").ids()
            #expect(payments.count == 4)
            #expect(try await asker.ask("/v1/loans/\(id)/payments").ids().count == 5)
        }
    }

    @Test("a loan's payments and schedule belong to that loan", arguments: Engine.allCases)
    func nested(engine: Engine) async throws {
        let book = try SampleBook(engine)
        try await book.server().asked(key: book.fullKey) { asker in
            let id = SampleLender.loanID(2, 3).text
            let payments = try await asker.ask("/v1/loans/\(id)/payments").json()
            #expect(payments["data"]?.elements?.count == 4)
            #expect(payments["data"]?.elements?.allSatisfy { $0["loan_id"]?.text == id } == true)
            let schedule = try await asker.ask("/v1/loans/\(id)/schedule").json()
            let lines = try #require(schedule["data"]?.elements)
            #expect(lines.count == 24)
            #expect(lines[0]["status"]?.text == "paid")
            #expect(lines[4]["covered"]?.text == "0.00")
            #expect(lines[23]["amount"]?.text == "10000.00")
            let table = try await asker.ask("/v1/loans/\(id)/schedule?format=csv")
            #expect(table.lines.count == 25)
            let excel = try await asker.ask("/v1/loans/\(id)/schedule?format=csv&dialect=excel-es")
            #expect(excel.body.starts(with: [0xEF, 0xBB, 0xBF]))
            #expect(excel.lines.count == 25)
            #expect(excel.lines[24].contains(";10000,00;"))
            #expect(excel.header("ETag") != table.header("ETag"))
            for wrong in ["?dialect=excel-es", "?format=csv&dialect=excel"] {
                let refused = try await asker.ask("/v1/loans/\(id)/schedule\(wrong)").json()
                #expect(refused["errors"]?[0]?["parameter"]?.text == "dialect", "\(wrong)")
            }
        }
    }
}
