import Codecs
import Lending
import LoanBook
import Storage
import TestSupport
import Testing

struct QueriesFormatsTests {
    private func loan(_ engine: Engine, as format: ExportFormat) throws -> String {
        let lender = try QueriesLender(engine)
        let customer = lender.customerID(1, 4, lender.tenant).text
        let filter = try RecordFilter(.loans, parameters: [("customer_id", customer), ("status", "active")])
        return try lender.export(RecordQuery(filter), as: format)
    }

    private let stored = """
        {"id":"ln_18r1c4n2","route_id":"rt_18r1","customer_id":"cu_18r1c4","source_ref":"4#2","number":2,\
        "origin":"source","kind":"renewal","status":"active","principal":"100000.00","principal_basis":"derived",\
        "flat_rate_percent":"20.00","interest":"20000.00","total":"120000.00","installment_amount":"6000.00",\
        "installment_count":20,"frequency":"daily","period_days":1,"disbursed_on":"2026-08-25",\
        "first_due_on":"2026-08-26","last_due_on":"2026-09-14","skipped_weekdays":"","skips_holidays":false,\
        "forgiven_days":0,"paid":"20000.00","payments_count":10,"outstanding":"100000.00",\
        "outstanding_source":"100000.00","outstanding_computed":"100000.00","outstanding_difference":"0.00",\
        "first_payment_on":"2026-08-26","last_payment_on":"2026-09-04","closed_on":null,"late_interest_owed":null,\
        "late_interest_paid":null,"evidence":[],"arrears_as_of":"2026-09-04","installments_due":10,\
        "installments_covered":"3.33","installments_overdue":"6.67","overdue_amount":"40000.00","days_past_due":6,\
        "arrears_bucket":"d5_9","past_term":false}
        """

    @Test("a loan leaves as its stored document with the arrears of the day behind it", arguments: Engine.allCases)
    func documents(engine: Engine) throws {
        #expect(try loan(engine, as: .ndjson) == stored + "\n")
        #expect(try loan(engine, as: .json) == "[\n" + stored + "]\n")
    }

    @Test("a loan leaves as one line of CSV in the asked dialect", arguments: Engine.allCases)
    func tables(engine: Engine) throws {
        let standard = try loan(engine, as: .csv(.standard))
        let lines = standard.split(separator: "\r\n")
        #expect(lines.count == 2 && standard.hasSuffix("\r\n"))
        #expect(lines[0].hasPrefix("id,route_id,customer_id,source_ref,"))
        #expect(
            lines[0].hasSuffix(
                ",evidence,arrears_as_of,installments_due,installments_covered,installments_overdue,"
                    + "overdue_amount,days_past_due,arrears_bucket,past_term"
            )
        )
        #expect(lines[1].contains("active,100000.00,derived,20.00,20000.00,120000.00,6000.00,20,daily,1,2026-08-25,"))
        #expect(lines[1].hasSuffix("[],2026-09-04,10,3.33,6.67,40000.00,6,d5_9,false"))
        let excel = try loan(engine, as: .csv(.excelES))
        #expect(excel.utf8.starts(with: [0xEF, 0xBB, 0xBF]))
        #expect(excel.contains("active;100000,00;derived;20,00;20000,00;"))
        #expect(excel.contains("[];2026-09-04;10;3,33;6,67;40000,00;6;d5_9;false\r\n"))
    }

    @Test("an empty export is still a whole file")
    func empty() throws {
        let lender = try QueriesLender(.sqlite)
        let none = RecordQuery(try RecordFilter(.loans, parameters: [("route_id", "rt_none")]))
        #expect(try lender.export(none, as: .json) == "[]\n")
        #expect(try lender.export(none, as: .ndjson) == "")
        #expect(try lender.export(none, as: .csv(.standard)).split(separator: "\r\n").count == 1)
    }

    @Test("people leave in columns of their own, kept from being read as formulas", arguments: Engine.allCases)
    func people(engine: Engine) throws {
        let lender = try QueriesLender(engine)
        let filter = try RecordFilter(.customers, parameters: [("hidden", "true")])
        let text = try lender.export(RecordQuery(filter, people: .shown), as: .csv(.standard))
        let lines = text.split(separator: "\r\n")
        #expect(
            lines[0].hasSuffix(
                "rating,status,source_ref,name,document_number,document_normalized,phone,address,"
                    + "notes,report_text"
            )
        )
        #expect(lines[1].hasSuffix(#",active,1017,"Persona 7, de la ""Ceiba""",1017,1017,'=300,Calle 7,,"#))
        let hidden = try lender.export(RecordQuery(filter), as: .csv(.standard))
        #expect(hidden.split(separator: "\r\n")[0].hasSuffix(",rating,status"))
    }

    @Test("a streamed file is the same as one read in one go, and its state stands still", arguments: Engine.allCases)
    func stream(engine: Engine) async throws {
        let lender = try QueriesLender(engine)
        let query = RecordQuery(RecordFilter(.payments))
        let whole = try lender.export(query, as: .csv(.standard))
        let stream = try await lender.queries.export(query, tenant: lender.tenant.id, as: .csv(.standard))
        try lender.sync(day: 2)
        var bytes: [UInt8] = []
        while let piece = try await stream.next() { bytes += piece }
        #expect(String(decoding: bytes, as: UTF8.self) == whole)
        await stream.close()
    }
}
