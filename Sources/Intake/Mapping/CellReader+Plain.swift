import Codecs
import Lending

/// Reading what nearly every cell holds straight from its bytes.
///
/// Each function gives nil for a cell that ``CellReader/read(_:)`` must look at, because there is more to it or because it
/// is faulty; else what that would give, an inner nil for an empty cell.
extension CellReader {
    /// Whether cells are read as they stand: no part of them, and no words that mean nothing.
    var isPlain: Bool { mapping.part == nil && mapping.nullWords.isEmpty }

    /// The amount in a plain cell.
    func plainMoney(_ cell: RawCell) -> Money?? {
        guard case .money(let form) = mapping.transform, form != .minorUnits, english == nil else { return nil }
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
    func plainDate(_ cell: RawCell) -> CivilDate?? {
        guard case .date = mapping.transform else { return nil }
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
    func plainTime(_ cell: RawCell) -> DayTime?? {
        guard case .time = mapping.transform else { return nil }
        guard case .text(let bytes) = cell, !bytes.isEmpty else { return isEmpty(cell) ? empty() : nil }
        // `try?`: the fault is told by who reads the cell again.
        guard Self.isClean(bytes), let second = try? times?.secondOfDay(utf8: bytes) else { return nil }
        return .some(DayTime(secondOfDay: second))
    }

    /// The text in a plain cell, as bytes that are all printable ASCII.
    func plainText(_ cell: RawCell) -> UnsafeBufferPointer<UInt8>?? {
        switch mapping.transform {
        case .text, .identity: break
        default: return nil
        }
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
    private func empty<Value>() -> Value?? { mapping.isRequired ? nil : .some(nil) }

    /// Without blanks, control characters and accents, so that there is nothing to trim.
    private static func isClean(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        bytes.allSatisfy { $0 > 0x20 && $0 < 0x7F }
    }
}
