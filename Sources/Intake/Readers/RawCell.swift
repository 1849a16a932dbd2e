/// One value as it lies in the file, lent until the next row: for passing over many rows without making values of them.
enum RawCell {
    /// No value.
    case null
    /// A whole number.
    case integer(Int64)
    /// A floating point number.
    case real(Double)
    /// Text as the file holds it, which may not be UTF-8.
    case text(UnsafeBufferPointer<UInt8>)
    /// Bytes.
    case blob(UnsafeBufferPointer<UInt8>)
}

/// One row whose cells are lent until the next.
struct RawCells {
    /// As ``RawRow/number``.
    let number: Int64
    /// The cells of the columns asked for, in that order.
    let cells: UnsafeBufferPointer<RawCell>

    /// The row with a value of its own for each of its cells.
    var row: RawRow { RawRow(number: number, values: cells.map { RawValue($0) }) }
}

extension RawValue {
    /// What is lent as `cell`; text that is not UTF-8 is bytes.
    init(_ cell: RawCell) {
        switch cell {
        case .null: self = .null
        case .integer(let number): self = .integer(number)
        case .real(let number): self = .real(number)
        case .text(let bytes): self = String(validating: bytes, as: UTF8.self).map { .text($0) } ?? .blob(Array(bytes))
        case .blob(let bytes): self = .blob(Array(bytes))
        }
    }
}
