import Lending

/// Writes mapped rows as bytes for the stage and reads them back.
struct RowCoder {
    /// Position of each field among a row's values.
    let slots: [Int]
    private let count: Int

    init(_ mapping: RecordMapping) {
        var slots = [Int](repeating: -1, count: Field.allCases.count)
        for (index, field) in mapping.fields.enumerated() { slots[field.field.rawValue] = index }
        self.slots = slots
        count = mapping.fields.count
    }

    func encode(_ row: MappedRow) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(16 + row.values.count * 10)
        Self.append(row.number, to: &bytes)
        for value in row.values { Self.append(value, to: &bytes) }
        return bytes
    }

    /// The row that ``encode(_:)`` wrote.
    func decode(_ bytes: UnsafeRawBufferPointer) -> MappedRow {
        var scan = ByteScan(bytes: bytes)
        let number = scan.number()
        let values = (0..<count).map { _ in scan.value() }
        return MappedRow(number: number, values: values, slots: slots)
    }

    private static func append(_ value: MappedValue?, to bytes: inout [UInt8]) {
        switch value {
        case nil: bytes.append(0)
        case .text(let text): append(1, text, to: &bytes)
        case .integer(let number): append(2, number, to: &bytes)
        case .money(let amount): append(3, amount.minorUnits, to: &bytes)
        case .date(let day): append(4, Int64(day.dayNumber), to: &bytes)
        case .time(let time): append(5, Int64(time.secondOfDay), to: &bytes)
        case .percent(let rate): append(6, Int64(rate), to: &bytes)
        case .flag(let flag): append(7, flag ? 1 : 0, to: &bytes)
        case .frequency(let frequency): append(8, frequency.wireName, to: &bytes)
        case .weekdays(let days): append(9, days.reduce(Int64(0)) { $0 | 1 << Int64($1.rawValue) }, to: &bytes)
        case .status(let word): append(10, word, to: &bytes)
        }
    }

    private static func append(_ tag: UInt8, _ number: Int64, to bytes: inout [UInt8]) {
        bytes.append(tag)
        append(number, to: &bytes)
    }

    private static func append(_ tag: UInt8, _ text: String, to bytes: inout [UInt8]) {
        bytes.append(tag)
        append(Int64(text.utf8.count), to: &bytes)
        bytes.append(contentsOf: text.utf8)
    }

    private static func append(_ number: Int64, to bytes: inout [UInt8]) {
        withUnsafeBytes(of: number.littleEndian) { bytes.append(contentsOf: $0) }
    }
}

/// Reads what ``RowCoder`` wrote; both are of one sync, so nothing else can stand there.
private struct ByteScan {
    let bytes: UnsafeRawBufferPointer
    private var at = 0

    init(bytes: UnsafeRawBufferPointer) {
        self.bytes = bytes
    }

    mutating func number() -> Int64 {
        defer { at += 8 }
        return Int64(littleEndian: bytes.loadUnaligned(fromByteOffset: at, as: Int64.self))
    }

    mutating func value() -> MappedValue? {
        let tag = bytes[at]
        at += 1
        switch tag {
        case 1: return .text(text())
        case 2: return .integer(number())
        case 3: return .money(Money(minorUnits: number()))
        case 4: return .date(CivilDate(dayNumber: Int(number())))
        case 5: return .time(DayTime(secondOfDay: Int(number())))
        case 6: return .percent(Int(number()))
        case 7: return .flag(number() == 1)
        case 8: return Frequency(wireName: text(), periodDays: 0).map { .frequency($0) }
        case 9:
            let mask = number()
            return .weekdays(Set(Weekday.allCases.filter { mask & (1 << Int64($0.rawValue)) != 0 }))
        case 10: return .status(text())
        default: return nil
        }
    }

    private mutating func text() -> String {
        let count = Int(number())
        defer { at += count }
        return String(decoding: bytes[at..<(at + count)], as: UTF8.self)
    }
}
