public import Codecs
public import Lending

/// How a source of one route does: when it last came, what it lacks since, and what is wrong with it.
public struct SourceHealth: Hashable, Sendable {
    /// Where it stands; of several that hold, the first.
    public enum Status: String, Sendable, CaseIterable {
        /// The last copy that came was refused.
        case refused
        /// Copies of one or more days of work did not come.
        case late
        /// Its files are no longer what the first ones were.
        case drifting
        /// Nothing is wrong.
        case ok
    }

    /// An alarm about a copy that was older than the book.
    public struct OlderFile: Hashable, Sendable {
        /// The finding that says so.
        public let finding: FindingID
        /// The day at which the book stood.
        public let on: CivilDate
    }

    /// The source system: the profile's name.
    public var source: String
    /// The route; nil where a refused copy does not tell.
    public var routeID: RouteID?
    /// Its name.
    public var routeName: String?
    /// When it was last read well; nil when it never was, or only before this was kept.
    public var readAt: Instant?
    /// The snapshot of that.
    public var snapshotID: SnapshotID?
    /// The files of that.
    public var files: [String] = []
    /// The day at which the book stands.
    public var businessDate: CivilDate?
    /// Days of work since then whose copy did not come, today left out.
    public var missedNights = 0
    /// How its files changed when they last did.
    public var drift: [SourceDrift] = []
    /// The day of the copy in which they did.
    public var driftedOn: CivilDate?
    /// Whether its files are not what the first ones were.
    public var isDrifting = false
    /// The newest alarm about a copy that was older than the book.
    public var olderFile: OlderFile?
    /// The last refusal, also when a copy was taken since.
    public var refusal: SourceRefusal?

    init(source: String, routeID: RouteID?, routeName: String?) {
        self.source = source
        self.routeID = routeID
        self.routeName = routeName
    }

    /// Where it stands.
    public var status: Status {
        if let refusal, readAt.map({ $0.microseconds < refusal.refusedAt.microseconds }) ?? true { return .refused }
        if missedNights > 0 { return .late }
        return isDrifting ? .drifting : .ok
    }

    /// Writes it as an element of the open array.
    public func write(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.field("source", source)
        writer.field("route_id", routeID?.text)
        writer.field("route", routeName)
        writer.field("status", status.rawValue)
        if let readAt {
            writer.beginObject("last_sync")
            writer.field("at", readAt.rfc3339Text)
            writer.field("snapshot_id", snapshotID?.text)
            writer.field("files", files)
            writer.endObject()
        } else {
            writer.fieldNull("last_sync")
        }
        writer.field("business_date", businessDate?.isoText)
        writer.field("missed_nights", missedNights)
        writeDrift(to: &writer)
        if let olderFile {
            writer.beginObject("older_file")
            writer.field("finding_id", olderFile.finding.text)
            writer.field("detected_on", olderFile.on.isoText)
            writer.endObject()
        } else {
            writer.fieldNull("older_file")
        }
        if let refusal {
            writer.beginObject("last_refusal")
            writer.field("at", refusal.refusedAt.rfc3339Text)
            writer.field("code", refusal.code)
            writer.field("message", refusal.message)
            writer.endObject()
        } else {
            writer.fieldNull("last_refusal")
        }
        writer.endObject()
    }

    private func writeDrift(to writer: inout JSONWriter) {
        guard let driftedOn else { return writer.fieldNull("drift") }
        writer.beginObject("drift")
        writer.field("business_date", driftedOn.isoText)
        writer.field("stands", isDrifting)
        writer.beginArray("changes")
        for change in drift { change.write(to: &writer) }
        writer.endArray()
        writer.endObject()
    }
}
