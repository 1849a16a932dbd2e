/// Where one cell of a row stands in the window.
struct CellBounds {
    var start: Int32
    var end: Int32
    /// Whether it holds quotation marks to be made single.
    var hasQuotes: Bool
}

/// The cells of the row that is scanned.
///
/// It owns plain memory that grows with the widest row, up to ``Limits/sheetColumnsMax``.
final class CSVCells {
    private(set) var bounds: UnsafeMutablePointer<CellBounds>
    private var capacity = 64
    private(set) var count = 0

    init() {
        bounds = .allocate(capacity: capacity)
    }

    deinit {
        bounds.deallocate()
    }

    @inline(__always)
    func clear() {
        count = 0
    }

    /// Adds a cell; false when the row has too many.
    @inline(__always)
    func add(_ start: Int, _ end: Int, hasQuotes: Bool = false) -> Bool {
        if count == capacity, !grow() { return false }
        (bounds + count).initialize(
            to: CellBounds(
                start: Int32(truncatingIfNeeded: start),
                end: Int32(truncatingIfNeeded: end),
                hasQuotes: hasQuotes
            )
        )
        count += 1
        return true
    }

    @inline(never)
    private func grow() -> Bool {
        guard capacity < Limits.sheetColumnsMax else { return false }
        let larger = min(capacity * 4, Limits.sheetColumnsMax)
        let memory = UnsafeMutablePointer<CellBounds>.allocate(capacity: larger)
        memory.moveInitialize(from: bounds, count: count)
        bounds.deallocate()
        bounds = memory
        capacity = larger
        return true
    }
}
