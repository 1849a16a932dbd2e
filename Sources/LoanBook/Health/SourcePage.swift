import Codecs
public import Lending
import Storage

/// One page of the sources of a tenant.
public struct SourcePage: Sendable {
    /// The sources on it, by source, name of the route and id.
    public let sources: [SourceHealth]
    /// Where the next page begins; nil on the last.
    public let nextCursor: String?

    /// A page of these parts.
    public init(sources: [SourceHealth], nextCursor: String?) {
        self.sources = sources
        self.nextCursor = nextCursor
    }

    /// The page as lists are answered: `data`, `has_more`, `next_cursor`.
    public func json() -> [UInt8] {
        var writer = JSONWriter()
        writer.beginObject()
        writer.beginArray("data")
        for source in sources { source.write(to: &writer) }
        writer.endArray()
        writer.field("has_more", nextCursor != nil)
        writer.field("next_cursor", nextCursor)
        writer.endObject()
        return writer.bytes
    }
}

/// Which sources are asked for.
public struct SourceFilter: Hashable, Sendable {
    /// Only this source system.
    public var source: String?
    /// Only those that stand so.
    public var status: SourceHealth.Status?

    /// All of them, or those that `source` and `status` leave.
    public init(source: String? = nil, status: SourceHealth.Status? = nil) {
        self.source = source
        self.status = status
    }

    /// Those that a status leaves by its word.
    /// - Throws: ``ReadError/badFilter(name:expected:)``.
    public init(source: String?, status word: String?) throws(ReadError) {
        self.source = source
        guard let word else { return }
        guard let status = SourceHealth.Status(rawValue: word) else {
            let words = SourceHealth.Status.allCases.map(\.rawValue).joined(separator: ", ")
            throw .badFilter(name: "status", expected: "one of \(words)")
        }
        self.status = status
    }

    /// What binds a cursor to the list it came from.
    fileprivate var fingerprint: [UInt8] {
        Array("sources/\(source ?? "")/\(status?.rawValue ?? "")/".utf8)
    }

    fileprivate func keeps(_ health: SourceHealth) -> Bool {
        (source.map { $0 == health.source } ?? true) && (status.map { $0 == health.status } ?? true)
    }
}

extension BookQueries {
    /// How the sources of `tenant` do at `now`: one page of at most `limit`.
    /// - Throws: ``ReadError``, ``StorageError``.
    public func sources(
        of tenant: TenantID,
        at now: Instant,
        _ filter: SourceFilter = SourceFilter(),
        after cursor: String? = nil,
        limit: Int = ReadLimits.pageSizeDefault
    ) async throws -> SourcePage {
        guard (1...ReadLimits.pageSizeMax).contains(limit) else { throw ReadError.badLimit }
        let last = try cursor.map { try PageCursor($0, fingerprint: filter.fingerprint).id }
        return try await database.read { connection in
            let all = try SourceHealthReading(connection, tenant: tenant, at: now).all().filter(filter.keeps)
            var rest = all[...]
            if let last {
                guard let index = all.firstIndex(where: { $0.pageKey == last }) else { throw ReadError.badCursor }
                rest = all[(index + 1)...]
            }
            let page = Array(rest.prefix(limit))
            let next = page.count < rest.count ? page.last?.pageKey : nil
            return SourcePage(
                sources: page,
                nextCursor: next.map { PageCursor(lead: 0, id: $0).text(fingerprint: filter.fingerprint) }
            )
        }
    }
}

extension SourceHealth {
    /// What tells it from every other.
    fileprivate var pageKey: String { "\(source)/\(routeID?.text ?? "")" }
}
