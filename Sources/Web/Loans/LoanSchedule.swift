import Codecs
import HTTPTypes
import Hummingbird
import Lending
import LoanBook
import Wire

/// `GET /v1/loans/{id}/schedule`: the instalments of one loan, what is paid of each, and where each stands.
enum LoanSchedule {
    static let answer: Endpoint.Answer = { call in
        var parameters = try call.query()
        let formatName = parameters.take("format")
        let dialectName = parameters.take("dialect")
        let asOf = try parameters.takeDate("as_of")
        try parameters.finish()
        let format = try Format.negotiate(parameter: formatName, accept: call.request.headers[.accept])
        let dialect = try Dialect.of(parameter: dialectName, format: format)
        let tag = try await EntityTag.of(call, form: "\(format.rawValue) \(dialect.rawValue)")
        if EntityTag.isHeld(tag, by: call.request) { return EntityTag.notModified(tag) }
        let tenant = call.tenant
        let id = call.id
        let document = try await BookQueries(call.services.database).one(.loans, id: id, tenant: tenant, asOf: asOf)
        guard let document else { throw Problem.recordNotFound(.loans) }
        let lines = try ScheduleLines(loanDocument: document)
        var headers: HTTPFields = [.contentType: format.contentType, .eTag: tag]
        if format != .json {
            headers[.contentDisposition] = "attachment; filename=\"schedule-\(lines.loanID).\(format.rawValue)\""
        }
        let bytes = try lines.bytes(in: format, dialect)
        return Response(status: .ok, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    }
}

/// The lines of a schedule, each with what the loan's payments cover of it, oldest first.
struct ScheduleLines {
    let loanID: String
    /// Day on which the lines are judged: the route's business day in the book that was asked for.
    let asOf: CivilDate?
    private let loan: Loan
    private let schedule: Schedule

    /// The schedule of the loan that `loanDocument` describes.
    /// - Throws: ``Problem`` when its terms do not say enough, or an error that the document is damaged.
    init(loanDocument: [UInt8]) throws {
        loan = try LoanDocument.read(loanDocument)
        loanID = loan.id.text
        asOf = try JSONValue.parse(loanDocument)["arrears_as_of"]?.text.flatMap { CivilDate(iso: $0) }
        do throws(ScheduleError) {
            schedule = try Schedule(terms: loan.terms)
        } catch {
            throw Problem.noSchedule
        }
    }

    /// The lines in `format`; schedules are short, so they are no stream.
    func bytes(in format: Format, _ dialect: Dialect) throws -> [UInt8] {
        var documents: [[UInt8]] = []
        var paidSoFar = loan.paid
        for line in schedule.installments {
            let covered = max(.zero, min(line.amount, paidSoFar))
            paidSoFar -= covered
            documents.append(document(of: line, covered: covered))
        }
        switch format {
        case .json: return page(documents)
        case .ndjson: return documents.flatMap { $0 + [0x0A] }
        case .csv:
            let table = Self.table.written(in: dialect.csv)
            var output: [UInt8] = []
            table.header(into: &output)
            for document in documents {
                try document.withUnsafeBytes { try table.transcode(document: $0, into: &output) }
            }
            return output
        case .xlsx: return try workbook(documents)
        }
    }

    private func workbook(_ documents: [[UInt8]]) throws -> [UInt8] {
        let workbook = try XLSXWriter(Self.table.fields, sheetName: "schedule")
        var output: [UInt8] = []
        try workbook.begin(into: &output)
        for document in documents {
            try workbook.beginRow(into: &output)
            try document.withUnsafeBytes { try workbook.cells(of: $0, in: Self.table) }
            try workbook.endRow(into: &output)
        }
        try workbook.finish(into: &output)
        return output
    }

    private static let table = CSVTable([
        CSVField("loan_id", .text), CSVField("number", .integer), CSVField("due_on", .date),
        CSVField("amount", .decimal), CSVField("principal_part", .decimal), CSVField("interest_part", .decimal),
        CSVField("covered", .decimal), CSVField("missing", .decimal), CSVField("status", .text),
    ])

    private func document(of line: Installment, covered: Money) -> [UInt8] {
        let missing = line.amount - covered
        // Without the principal the split is unknown; it is left out, never guessed.
        let isSplitKnown = loan.terms.principal != nil
        var json = JSONWriter(capacity: 256)
        json.beginObject()
        json.field("loan_id", loanID)
        json.field("number", line.number)
        json.field("due_on", line.dueOn.isoText)
        json.field("amount", line.amount.decimalText)
        json.field("principal_part", isSplitKnown ? line.principalPart.decimalText : nil)
        json.field("interest_part", isSplitKnown ? line.interestPart.decimalText : nil)
        json.field("covered", covered.decimalText)
        json.field("missing", missing.decimalText)
        json.field("status", status(of: line, covered: covered))
        json.endObject()
        return json.bytes
    }

    /// `paid`, `closed` (the loan ended before it was), `overdue`, `partial` or `upcoming`.
    private func status(of line: Installment, covered: Money) -> String {
        if covered == line.amount { return "paid" }
        if loan.status != .active { return "closed" }
        if let asOf, line.dueOn <= asOf { return "overdue" }
        return covered > .zero ? "partial" : "upcoming"
    }

    private func page(_ documents: [[UInt8]]) -> [UInt8] {
        var json = JSONWriter(capacity: documents.reduce(256) { $0 + $1.count + 1 })
        json.beginObject()
        json.field("loan_id", loanID)
        json.field("as_of", asOf?.isoText)
        json.beginArray("data")
        for document in documents {
            document.withUnsafeBytes { json.element(raw: $0) }
        }
        json.endArray()
        json.field("has_more", false)
        json.fieldNull("next_cursor")
        json.endObject()
        return json.bytes
    }
}

extension Problem {
    fileprivate static let noSchedule = Problem(
        .noTerms,
        Bilingual(
            es: "La fuente no guarda los términos de este préstamo (cuotas, frecuencia o primera fecha), así que "
                + "no hay plan de cuotas que mostrar.",
            en: "The source does not hold this loan's terms (instalments, frequency or first date), so there is no "
                + "schedule to show."
        )
    )
}
