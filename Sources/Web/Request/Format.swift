import Codecs
import Hummingbird

/// A form in which lists are answered.
enum Format: String, Sendable, CaseIterable {
    /// One page with a cursor to the next.
    case json
    /// The whole result, one JSON document per line.
    case ndjson
    /// The whole result, one line per record.
    case csv
    /// The whole result as a workbook.
    case xlsx

    /// The names for a message.
    static let allNames = allCases.map(\.rawValue).joined(separator: ", ")

    /// The media type of an answer.
    var contentType: String {
        switch self {
        case .json: "application/json"
        case .ndjson: "application/x-ndjson"
        case .csv: "text/csv; charset=utf-8; header=present"
        case .xlsx: XLSXWriter.mediaType
        }
    }

    /// The form asked for: `format=` if it is there, else what `Accept` likes best; JSON when neither says.
    /// - Throws: ``Problem`` when none of the forms is acceptable.
    static func negotiate(parameter: String?, accept: String?) throws -> Format {
        if let parameter {
            guard let format = Format(rawValue: parameter) else { throw Problem.badFormat }
            return format
        }
        guard let accept, !accept.isEmpty else { return .json }
        let ranges = AcceptRange.parse(accept)
        let refused = Set(ranges.filter { $0.quality == 0 }.compactMap { Format(mediaRange: $0.value) })
        for range in ranges where range.quality > 0 {
            guard let format = Format(mediaRange: range.value), !refused.contains(format) else { continue }
            return format
        }
        throw Problem(
            .notAcceptable,
            Bilingual(
                es: "Se puede responder en application/json, application/x-ndjson, text/csv o "
                    + "\(XLSXWriter.mediaType) (xlsx).",
                en: "Answers come as application/json, application/x-ndjson, text/csv or "
                    + "\(XLSXWriter.mediaType) (xlsx)."
            )
        )
    }

    /// The form that a media range of an `Accept` header means; nil when it means none of ours.
    private init?(mediaRange: String) {
        switch mediaRange {
        case "application/json", "application/*", "*/*": self = .json
        case "application/x-ndjson", "application/ndjson", "application/jsonl": self = .ndjson
        case "text/csv", "text/*": self = .csv
        case XLSXWriter.mediaType: self = .xlsx
        default: return nil
        }
    }
}
