import Codecs
import Lending

/// A column whose cells nearly all hold what they hold as it stands: read straight from their bytes.
///
/// Each reading gives nil for a cell that ``CellReader/read(_:)`` must look at, because there is more to it or because it
/// is faulty; else what that would give, an inner nil for an empty cell. A class, so that passing over a million rows
/// copies no grammar.
final class PlainColumn: Sendable {
    /// Position among the columns asked for.
    let position: Int
    private let isRequired: Bool
    private let amounts: AmountGrammar?
    private let dates: [DateGrammar]
    private let times: TimeGrammar?
    private let isText: Bool

    /// The column at `position` as `reader` reads it; nil when there is more to every cell of it.
    init?(_ reader: CellReader, at position: Int) {
        let mapping = reader.mapping
        guard mapping.part == nil, mapping.nullWords.isEmpty else { return nil }
        self.position = position
        isRequired = mapping.isRequired
        var amounts: AmountGrammar?
        var isText = false
        switch mapping.transform {
        case .money(.minorUnits): break
        case .money: amounts = reader.english == nil ? reader.amounts : nil
        case .text, .identity: isText = true
        default: break
        }
        self.amounts = amounts
        self.isText = isText
        dates = reader.dates
        times = reader.times
    }

    /// The amount in a plain cell.
    func money(_ cell: RawCell) -> Money?? {
        guard let amounts else { return nil }
        let amount: Int64
        switch cell {
        case .null: return empty()
        case .integer(let number): amount = number
        case .real(let number):
            guard number == number.rounded(.towardZero), number.magnitude < 1e15 else { return nil }
            amount = Int64(number)
        case .text(let bytes):
            guard !bytes.isEmpty else { return empty() }
            // `try?`: the fault is told by who reads the cell again.
            guard Self.isClean(bytes), let units = try? amounts.minorUnits(utf8: bytes),
                units.magnitude <= Limits.amountMinorMax.magnitude
            else { return nil }
            return .some(Money(minorUnits: units))
        case .blob: return nil
        }
        guard (0...Limits.amountMinorMax / 100).contains(amount) else { return nil }
        return .some(Money(minorUnits: amount * 100))
    }

    /// The day in a plain cell.
    func date(_ cell: RawCell) -> CivilDate?? {
        guard case .text(let bytes) = cell, !bytes.isEmpty else { return isEmpty(cell) ? empty() : nil }
        guard Self.isClean(bytes) else { return nil }
        for grammar in dates {
            // `try?`: the next pattern may fit, and the fault is told by who reads the cell again.
            guard let parts = try? grammar.parse(utf8: bytes), Limits.years.contains(parts.year),
                let day = CivilDate(year: parts.year, month: parts.month, day: parts.day)
            else { continue }
            return .some(day)
        }
        return nil
    }

    /// The time of day in a plain cell.
    func time(_ cell: RawCell) -> DayTime?? {
        guard let times else { return nil }
        guard case .text(let bytes) = cell, !bytes.isEmpty else { return isEmpty(cell) ? empty() : nil }
        // `try?`: the fault is told by who reads the cell again.
        guard Self.isClean(bytes), let second = try? times.secondOfDay(utf8: bytes) else { return nil }
        return .some(DayTime(secondOfDay: second))
    }

    /// The text in a plain cell, as bytes that are all printable ASCII.
    func text(_ cell: RawCell) -> UnsafeBufferPointer<UInt8>?? {
        guard isText else { return nil }
        guard case .text(let bytes) = cell, !bytes.isEmpty else { return isEmpty(cell) ? empty() : nil }
        guard Self.isClean(bytes), bytes.count <= Limits.textBytesMax else { return nil }
        return .some(bytes)
    }

    private func isEmpty(_ cell: RawCell) -> Bool {
        switch cell {
        case .null: true
        case .text(let bytes): bytes.isEmpty
        case .integer, .real, .blob: false
        }
    }

    /// An empty cell, which is a fault where one is required.
    private func empty<Value>() -> Value?? { isRequired ? nil : .some(nil) }

    /// Without blanks, control characters and accents, so that there is nothing to trim.
    private static func isClean(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        for byte in bytes where byte <= 0x20 || byte >= 0x7F { return false }
        return true
    }
}
