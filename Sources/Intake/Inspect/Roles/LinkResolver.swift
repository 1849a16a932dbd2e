/// Tells which loan a payment's row belongs to, or which customer a loan's, as a hash of the key.
struct LinkResolver {
    /// The columns of the row whose hash is looked up.
    private(set) var own: [Int]
    /// From the hash of the own column to that of the parent's key; nil when they are the same.
    private var table: [UInt64: UInt64]?

    /// Reads the table between, where there is one.
    /// - Throws: ``IntakeError``.
    init(_ link: BookShape.Link, _ scans: [TableScan], child: Int, sameRow: [Int]) throws {
        switch link {
        case .sameRow: own = sameRow
        case .direct(let relation): own = [relation.child.column]
        case .through(let first, let second):
            var table: [UInt64: UInt64] = [:]
            let isChain = first.child.table == child
            let middle = second.child.table
            let from = isChain ? first.parent.column : first.child.column
            own = [isChain ? first.child.column : first.parent.column]
            try scans[middle].table.read([from, second.child.column]) { values in
                guard table.count < Limits.linkRowsMax, let key = ValueHash.of(values[0]),
                    let value = ValueHash.of(values[1])
                else { return }
                table[key] = value
            }
            self.table = table
        }
    }

    /// The same for rows that hold the own columns at `slots`.
    func moved(to slots: [Int]) -> LinkResolver {
        var copy = self
        copy.own = slots
        return copy
    }

    /// The hash of the parent's key for a whole row.
    func key(_ row: [RawValue]) -> UInt64? {
        guard let hash = RowHash.of(row, own) else { return nil }
        guard let table else { return hash }
        return table[hash]
    }
}

/// Hashes of several values of a row.
enum RowHash {
    /// The hash of the values at `columns`; nil when all are empty.
    static func of(_ row: [RawValue], _ columns: [Int]) -> UInt64? {
        if columns.count == 1 { return ValueHash.of(row[columns[0]]) }
        var state: UInt64 = 0x51
        var isEmpty = true
        for column in columns {
            let hash = ValueHash.of(row[column])
            if hash != nil { isEmpty = false }
            state = ValueHash.mixed(state ^ (hash ?? 0x0E))
        }
        return isEmpty ? nil : state
    }
}
