import HTTPTypes
import Hummingbird
import Lending
import LoanBook
import Machine

/// `GET /v1/sources`: how each route's copies come: when the last did, which are missing, what changed, what was refused.
///
/// It follows the clock and not the log alone, so it has no entity tag.
enum ListSources {
    static let answer: Endpoint.Answer = { call in
        var parameters = try call.query()
        let limit = try parameters.takeLimit()
        let cursor = parameters.take("cursor")
        let source = parameters.take("source")
        let status = parameters.take("status")
        try parameters.takeJSONFormat(call)
        try parameters.finish()
        let page = try await BookQueries(call.services.database).sources(
            of: call.tenant,
            at: Instant(microseconds: call.services.clock.microseconds()),
            try SourceFilter(source: source, status: status),
            after: cursor,
            limit: limit ?? Limits.pageSizeDefault
        )
        var headers: HTTPFields = [.contentType: Format.json.contentType]
        if let cursor = page.nextCursor {
            headers[.link] = "<\(RecordList.nextPath(of: call, cursor: cursor))>; rel=\"next\""
        }
        return Response(status: .ok, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: page.json())))
    }
}
