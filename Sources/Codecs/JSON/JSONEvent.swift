/// One step through a JSON text.
///
/// The bytes are valid only while the event is handled; strings and keys are unescaped and checked UTF-8.
public enum JSONEvent {
    /// `{`
    case beginObject
    /// `}`
    case endObject
    /// `[`
    case beginArray
    /// `]`
    case endArray
    /// The key of the member whose value comes next.
    case key(UnsafeRawBufferPointer)
    /// A string.
    case string(UnsafeRawBufferPointer)
    /// A number as written; see ``JSONNumber``.
    case number(UnsafeRawBufferPointer)
    /// `true` or `false`.
    case boolean(Bool)
    /// `null`.
    case null
}

/// A number of a JSON text in the form that holds it.
public enum JSONNumber: Hashable, Sendable {
    /// A whole number written without fraction or exponent.
    case integer(Int64)
    /// Any other number that a double can come near to.
    case real(Double)
    /// A whole number too long for 64 bits, or one beyond a double, as written.
    case text(String)

    /// The number that `bytes`, a number as JSON or SQL write it, state.
    public init(_ bytes: UnsafeRawBufferPointer) {
        var value: Int64 = 0
        var isWhole = !bytes.isEmpty
        var isTooLong = false
        let isNegative = bytes.first == 0x2D
        for byte in bytes[(isNegative ? 1 : 0)...] {
            guard byte >= 0x30, byte <= 0x39 else {
                isWhole = false
                break
            }
            let (tenfold, isOver) = value.multipliedReportingOverflow(by: 10)
            let digit = Int64(byte - 0x30)
            let (sum, isOverToo) = tenfold.addingReportingOverflow(isNegative ? -digit : digit)
            isTooLong = isTooLong || isOver || isOverToo
            value = sum
        }
        let text = String(decoding: bytes, as: UTF8.self)
        if isWhole {
            self = isTooLong ? .text(text) : .integer(value)
        } else if let number = Double(text), number.isFinite {
            self = .real(number)
        } else {
            self = .text(text)
        }
    }
}

/// Why a stream of bytes is not the JSON text it should be.
///
/// Never quotes the text, which may be personal.
public struct JSONStreamError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What is wrong.
    public enum Reason: Hashable, Sendable {
        /// The byte has no place there.
        case unexpected
        /// The text ends too early.
        case truncated
        /// Values nest deeper than ``Limits/jsonStreamDepthMax``.
        case tooDeep
        /// A string is longer than ``Limits/jsonStringBytesMax``.
        case stringTooLong
        /// A number is longer than ``Limits/jsonNumberBytesMax``.
        case numberTooLong
        /// A string is not UTF-8, or holds half a surrogate pair.
        case badText
    }

    /// What is wrong.
    public let reason: Reason
    /// The line, 1 first.
    public let line: Int
    /// The byte in that line, 1 first.
    public let column: Int

    /// An error of these parts.
    public init(_ reason: Reason, line: Int, column: Int) {
        self.reason = reason
        self.line = line
        self.column = column
    }

    /// Where and what, as a sentence fragment.
    public var description: String {
        let what =
            switch reason {
            case .unexpected: "a character has no place in JSON there"
            case .truncated: "the JSON text ends too early"
            case .tooDeep: "values nest deeper than \(Limits.jsonStreamDepthMax) levels"
            case .stringTooLong: "a text is longer than \(Limits.jsonStringBytesMax) bytes"
            case .numberTooLong: "a number is longer than \(Limits.jsonNumberBytesMax) bytes"
            case .badText: "a text is not valid Unicode in UTF-8"
            }
        return "line \(line), byte \(column): \(what)"
    }
}
