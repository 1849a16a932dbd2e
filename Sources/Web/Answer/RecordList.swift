import Codecs
import HTTPTypes
import Hummingbird
import Lending
import LoanBook

/// How every list of records is answered: a JSON page, or the whole result as a file.
enum RecordList {
    /// Answers `call` with the records of `kind` that meet its parameters and `fixed` ones, which the path decides.
    /// - Throws: ``Problem``, ``ReadError``, or what the database throws.
    static func answer(
        _ call: Call,
        _ kind: RecordKind,
        fixed: [(name: String, value: String)] = []
    ) async throws -> Response {
        let ask = try ListRequest(call, kind, fixed: fixed)
        let tag = try await EntityTag.of(call, form: ask.form)
        if EntityTag.isHeld(tag, by: call.request) { return EntityTag.notModified(tag) }
        switch ask.format {
        case .json: return try await page(call, ask, tag: tag)
        case .ndjson: return try await file(call, ask, as: .ndjson, tag: tag)
        case .csv: return try await file(call, ask, as: .csv(ask.dialect.csv), tag: tag)
        case .xlsx: return try await file(call, ask, as: .xlsx, tag: tag)
        }
    }

    private static func page(_ call: Call, _ ask: ListRequest, tag: String) async throws -> Response {
        let page = try await BookQueries(call.services.database).page(
            ask.query,
            tenant: call.tenant,
            after: ask.cursor,
            limit: ask.limit ?? Limits.pageSizeDefault
        )
        var headers: HTTPFields = [.contentType: Format.json.contentType, .eTag: tag]
        if let cursor = page.nextCursor {
            headers[.link] = "<\(nextPath(of: call, cursor: cursor))>; rel=\"next\""
        }
        return Response(status: .ok, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: page.json())))
    }

    private static func file(
        _ call: Call,
        _ ask: ListRequest,
        as format: ExportFormat,
        tag: String
    ) async throws -> Response {
        let name = "\(ask.fileName).\(format.fileEnding)"
        let headers: HTTPFields = [
            .contentType: ask.format.contentType,
            .contentDisposition: "attachment; filename=\"\(name)\"",
            .eTag: tag,
        ]
        guard !call.isHead else { return Response(status: .ok, headers: headers, body: .unsent) }
        let stream = try await BookQueries(call.services.database).export(ask.query, tenant: call.tenant, as: format)
        return Response(status: .ok, headers: headers, body: try await FileBody.body(of: stream))
    }

    /// The address of the next page: the same request with the new cursor.
    static func nextPath(of call: Call, cursor: String) -> String {
        let kept = (call.request.uri.query ?? "").split(separator: "&").filter { !$0.hasPrefix("cursor=") }
        return "\(call.request.uri.path)?\((kept.map(String.init) + ["cursor=\(cursor)"]).joined(separator: "&"))"
    }
}

/// What a request for a list asks, read and checked.
struct ListRequest: Sendable {
    let format: Format
    let dialect: Dialect
    let query: RecordQuery
    let limit: Int?
    let cursor: String?

    /// Reads `call`'s parameters.
    /// - Throws: ``Problem`` or ``ReadError`` for the first that is unknown or not usable.
    init(_ call: Call, _ kind: RecordKind, fixed: [(name: String, value: String)]) throws {
        var parameters = try call.query()
        let formatName = parameters.take("format")
        let dialectName = parameters.take("dialect")
        let asOf = try parameters.takeDate("as_of")
        limit = try parameters.takeLimit()
        cursor = parameters.take("cursor")
        let free = kind.filterNames.filter { name in !fixed.contains { $0.name == name } }
        let filters = parameters.takeAll(of: free)
        try parameters.finish()
        format = try Format.negotiate(parameter: formatName, accept: call.request.headers[.accept])
        dialect = try Dialect.of(parameter: dialectName, format: format)
        if format != .json, limit != nil || cursor != nil {
            throw Problem.pageOfFile(limit == nil ? "cursor" : "limit", format: format)
        }
        query = RecordQuery(
            try RecordFilter(kind, parameters: fixed + filters),
            asOf: asOf,
            people: call.principal.seesPeople ? .shown : .hidden
        )
    }

    /// What tells two forms of the same list apart.
    var form: String { "\(format.rawValue) \(dialect.rawValue)" }

    /// Name of a file without its ending: the kind and the day, in plain letters.
    var fileName: String {
        let name = query.kind == .settlements ? "cash-boxes" : query.kind.rawValue
        return query.asOf.map { "\(name)-\($0.isoText)" } ?? name
    }
}

extension Problem {
    fileprivate static func pageOfFile(_ name: String, format: Format) -> Problem {
        Problem(
            .badParameter,
            parameter: name,
            Bilingual(
                es: "El parámetro \"\(name)\" es de las páginas JSON; \(format.rawValue) trae el resultado completo. "
                    + "Quítelo, o use format=json.",
                en: "The parameter \"\(name)\" belongs to JSON pages; \(format.rawValue) holds the whole result. "
                    + "Leave it out, or use format=json."
            ),
            allowed: ["format=json"]
        )
    }
}

extension HTTPField.Name {
    static let link = known("Link")
}
