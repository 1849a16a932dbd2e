import Codecs
import Lending
import TestSupport
import Testing
import Wire

private func csv(_ table: CSVTable, _ document: [UInt8]) throws -> String {
    var output: [UInt8] = []
    try document.withUnsafeBytes { try table.transcode(document: $0, into: &output) }
    return String(decoding: output, as: UTF8.self)
}

/// Each document of the samples, with its table.
private let documents: [(name: String, table: CSVTable, bytes: [UInt8])] = [
    ("loan", LoanDocument.table, LoanDocument.write(Samples.loan)),
    ("payment", PaymentDocument.table, PaymentDocument.write(Samples.payment)),
    ("customer", CustomerDocument.table, CustomerDocument.write(Samples.customer)),
    ("customer.person", CustomerDocument.personalTable, CustomerDocument.writePersonal(Samples.customer)),
    ("route", RouteDocument.table, RouteDocument.write(Samples.route)),
    ("route.person", RouteDocument.personalTable, RouteDocument.writePersonal(Samples.route)),
    ("settlement", SettlementDocument.table, SettlementDocument.write(Samples.settlement)),
    ("finding", FindingDocument.table, FindingDocument.write(Samples.finding)),
    ("receipt", ReceiptDocument.table, ReceiptDocument.write(Samples.receipt)),
    ("receipt.person", ReceiptDocument.personalTable, ReceiptDocument.writePersonal(Samples.receipt)),
]

@Test("documents and CSV lines are those of the golden examples")
func goldenDocuments() throws {
    for (name, table, bytes) in documents {
        #expect(try Golden.difference(bytes, from: "contract/examples/\(name).json") == nil)
        for (dialect, suffix) in [(CSVDialect.standard, "csv"), (.excelES, "excel-es.csv")] {
            let table = table.written(in: dialect)
            var output: [UInt8] = []
            table.header(into: &output)
            try bytes.withUnsafeBytes { try table.transcode(document: $0, into: &output) }
            #expect(try Golden.difference(output, from: "contract/examples/\(name).\(suffix)") == nil)
        }
    }
}

@Test("a document's keys are its table's fields, in the same order")
func keysAreFields() throws {
    for (name, table, bytes) in documents {
        let keys = try JSONValue.parse(bytes).members?.map(\.key)
        #expect(keys == table.fields.map(\.name), "\(name)")
    }
}

@Test("a record comes back as it was written")
func roundTrips() throws {
    #expect(try LoanDocument.read(LoanDocument.write(Samples.loan)) == Samples.loan)
    #expect(try LoanDocument.read(LoanDocument.write(Samples.bareLoan)) == Samples.bareLoan)
    #expect(try PaymentDocument.read(PaymentDocument.write(Samples.payment)) == Samples.payment)
    #expect(try SettlementDocument.read(SettlementDocument.write(Samples.settlement)) == Samples.settlement)
    #expect(try FindingDocument.read(FindingDocument.write(Samples.finding)) == Samples.finding)
    let receipt = try ReceiptDocument.read(
        ReceiptDocument.write(Samples.receipt),
        personal: ReceiptDocument.writePersonal(Samples.receipt)
    )
    #expect(receipt == Samples.receipt)
    let customer = Samples.customer
    let whole = try CustomerDocument.read(
        CustomerDocument.write(customer),
        personal: CustomerDocument.writePersonal(customer)
    )
    #expect(whole == customer)
    let route = Samples.route
    #expect(try RouteDocument.read(RouteDocument.write(route), personal: RouteDocument.writePersonal(route)) == route)
}

@Test("each frequency, weekday, state and absent figure comes back")
func variants() throws {
    let frequencies: [Frequency?] = [nil, .daily, .everyOtherDay, .weekly, .biweekly, .monthly, .custom(days: 11)]
    for (index, frequency) in frequencies.enumerated() {
        var loan = index % 2 == 0 ? Samples.bareLoan : Samples.loan
        loan.terms.frequency = frequency
        loan.terms.collection.skippedWeekdays = Set(Weekday.allCases.prefix(index))
        loan.terms.flatRateBasisPoints = index
        loan.status = [.active, .paid, .renewed, .removed][index % 4]
        loan.terms.principalBasis = [.stated, .derived, .derivedRounded, .unknown][index % 4]
        loan.paid = Money(minorUnits: Int64(index) - 3)
        #expect(try LoanDocument.read(LoanDocument.write(loan)) == loan)
    }
    var payment = Samples.payment
    payment.ticket = nil
    payment.paidAt = nil
    payment.principalPart = nil
    payment.status = .voided
    #expect(try PaymentDocument.read(PaymentDocument.write(payment)) == payment)
    var settlement = Samples.settlement
    settlement.opening = nil
    settlement.closingExpected = nil
    settlement.portfolio = nil
    #expect(try SettlementDocument.read(SettlementDocument.write(settlement)) == settlement)
    var finding = Samples.finding
    finding.routeID = nil
    finding.amount = nil
    finding.evidence = []
    finding.isResolved = true
    #expect(try FindingDocument.read(FindingDocument.write(finding)) == finding)
}

@Test("without its personal part a customer has no key and no name, and no record proper holds one")
func personApart() throws {
    let bytes = CustomerDocument.write(Samples.customer)
    let read = try CustomerDocument.read(bytes)
    #expect(read.sourceKey.isEmpty && read.person == Person(name: ""))
    let text = String(decoding: bytes + RouteDocument.write(Samples.route), as: UTF8.self)
    for personal in ["Inventad", "1000000001", "1.000.000.001", "300 000", "Calle", "línea"] {
        #expect(!text.contains(personal))
    }
}

@Test("a reader with the scope gets the person as the last field, null once erased")
func mergedPerson() throws {
    let record = CustomerDocument.write(Samples.customer)
    let personal = CustomerDocument.writePersonal(Samples.customer)
    var output: [UInt8] = []
    record.withUnsafeBytes { record in
        personal.withUnsafeBytes { PublishedDocument.write(record, person: $0, into: &output) }
    }
    let merged = try JSONValue.parse(output)
    #expect(merged.members?.last?.key == "person")
    #expect(merged["person"] == (try JSONValue.parse(personal)))
    #expect(try Golden.difference(output, from: "contract/examples/customer.with-person.json") == nil)
    output = []
    record.withUnsafeBytes { PublishedDocument.write($0, person: nil, into: &output) }
    #expect(try JSONValue.parse(output)["person"] == .null)
}

@Test("a loan with its tail gives the same cells from the document and from the figures")
func loanTail() throws {
    let document = LoanDocument.write(Samples.loan)
    for dialect in [CSVDialect.standard, .excelES] {
        for loan in [Samples.loan, Samples.bareLoan] {
            let day = try #require(CivilDate(iso: "2026-11-24"))
            let tail = LoanTail(of: loan, on: day, arrears: loan.arrears(on: day))
            var whole: [UInt8] = []
            document.withUnsafeBytes { tail.append(to: $0, into: &whole) }
            let table = LoanDocument.table.written(in: dialect)
            var line: [UInt8] = []
            try document.withUnsafeBytes { try table.cells(of: $0, into: &line) }
            tail.appendCells(in: table, into: &line)
            table.endLine(into: &line)
            #expect(try csv(table.appending(LoanTail.fields), whole) == String(decoding: line, as: UTF8.self))
            if dialect == .standard, loan == Samples.loan {
                #expect(tail.isPastTerm == true)
                #expect(try Golden.difference(whole, from: "contract/examples/loan.with-arrears.json") == nil)
            }
        }
    }
}

@Test("a document that lost a field or holds a wrong one is refused by the field's name, without its value")
func wrongDocuments() {
    let good = String(decoding: LoanDocument.write(Samples.loan), as: UTF8.self)
    for (part, replacement, field) in [
        (#""total":"600000.00","#, "", "total"), (#""total":"600000.00""#, #""total":null"#, "total"),
        (#""status":"active""#, #""status":"asset""#, "status"), (#""number":2"#, #""number":2.5"#, "number"),
        (#""paid":"120000.00""#, #""paid":"120000""#, "paid"), (#""paid":"120000.00""#, #""paid":120000"#, "paid"),
        ("2026-10-01", "2026-02-30", "disbursed_on"), ("sat,sun", "sat,sunday", "skipped_weekdays"),
        (#""frequency":"daily""#, #""frequency":"hourly""#, "frequency"),
        (#""skips_holidays":true"#, #""skips_holidays":1"#, "skips_holidays"),
    ] {
        let bad = good.replacing(part, with: replacement)
        #expect(bad != good)
        #expect("\(field)") {
            try LoanDocument.read(Array(bad.utf8))
        } throws: { error in
            let text = "\(error)"
            return error is WireError && text.contains("\"\(field)\"") && text.contains("loan")
                && !text.contains("hourly")
        }
    }
    #expect(throws: WireError.self) { try LoanDocument.read([]) }
    #expect(throws: WireError.self) { try LoanDocument.read(Array(good.utf8.dropLast(30))) }
}

@Test("each field of each table is explained in the contract")
func tablesAreExplained() throws {
    let pages: [(String, [CSVField])] = [
        ("loan", LoanDocument.table.fields + LoanTail.fields), ("payment", PaymentDocument.table.fields),
        ("customer", CustomerDocument.table.fields + CustomerDocument.personalTable.fields),
        ("route", RouteDocument.table.fields + RouteDocument.personalTable.fields),
        ("settlement", SettlementDocument.table.fields), ("finding", FindingDocument.table.fields),
    ]
    for (noun, fields) in pages {
        let page = try Golden.text(of: "contract/tables/\(noun).md")
        for field in fields {
            #expect(page.contains("| `\(field.name)` | \(field.kind.rawValue) |"), "\(noun).md lacks \(field.name)")
        }
    }
}
