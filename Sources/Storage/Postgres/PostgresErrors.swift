internal import CLibPQ

extension StorageError {
    /// What a result says went wrong.
    ///
    /// Details, hints and contexts are left out because they quote rows, and so are the messages of class 22, which
    /// quote values.
    init(postgres result: OpaquePointer?, connection: OpaquePointer, doing what: String) {
        guard let result, let state = StorageError.field("C", of: result) else {
            self.init(.unavailable, "\(what): the link to PostgreSQL is lost (\(StorageError.said(by: connection)))")
            return
        }
        let isQuoting = state.hasPrefix("22")
        let text = isQuoting ? nil : StorageError.field("M", of: result)
        let message = "\(what): \(text ?? "a value does not fit its column") [SQLSTATE \(state)]"
        self.init(StorageError.code(state), message)
    }

    /// What libpq says about the link itself, on one line.
    static func said(by connection: OpaquePointer?) -> String {
        guard let message = PQerrorMessage(connection) else { return "no reason given" }
        let lines = String(cString: message).split(whereSeparator: \.isNewline)
        return lines.map { $0.drop { $0 == " " || $0 == "\t" } }.joined(separator: "; ")
    }

    /// The SQLSTATE of a result, when the server gave one.
    static func state(of result: OpaquePointer?) -> String? {
        result.flatMap { field("C", of: $0) }
    }

    private static func code(_ state: String) -> Code {
        switch state.prefix(2) {
        case "22": return .wrongType
        case "23": return .constraint
        case "08", "28", "3D", "57": return state == "57014" ? .failed : .unavailable
        case "40": return .busy
        case "53": return state == "53100" ? .full : .unavailable
        case "55": return state == "55P03" ? .busy : .failed
        case "58", "XX": return state == "XX000" ? .failed : .damaged
        default: return .failed
        }
    }

    private static func field(_ letter: Unicode.Scalar, of result: OpaquePointer) -> String? {
        PQresultErrorField(result, Int32(letter.value)).map { String(cString: $0) }
    }
}
