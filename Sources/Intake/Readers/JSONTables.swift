import Codecs

/// A table that a JSON tree holds.
struct JSONTable {
    let name: String
    /// The place of its rows.
    let rows: JSONShape
    /// How many ids lead to a row, its own included.
    let idCount: Int
    /// The columns of the rows' own values.
    var columns: [(name: String, shape: JSONShape)] = []
    /// Whether it is the one row of what stands beside the tables.
    var isRoot = false
}

/// Tells which places of a JSON tree are tables, and which are rows, columns or ids.
struct JSONTables {
    private(set) var tables: [JSONTable] = []
    private var names: Set<String> = []

    /// The tables below `root`; `name` is that of a list or map at the root itself.
    init(root: JSONShape, name: String) {
        Self.judge(root)
        if root.items != nil { container(root, [], name, 0) }
        if !root.isMap, root.objects > 0 {
            var own = JSONTable(name: name, rows: root, idCount: 0)
            own.isRoot = true
            record(root, &own, "", [], 0)
            if !own.columns.isEmpty { add(own) }
        }
        tables.sort { $0.name < $1.name }
    }

    /// Takes the rows of `shape`, a list or a map, for a table.
    private mutating func container(_ shape: JSONShape, _ path: [String], _ rootName: String, _ ids: Int) {
        guard let rows = shape.items else { return }
        // A map of maps, or of lists: only the innermost holds rows.
        if rows.items != nil, rows.members.isEmpty { return container(rows, path, rootName, ids + 1) }
        guard rows.objects > 0 else { return }
        let path = path.isEmpty ? [rootName] : path
        let name = path.joined(separator: "/")
        var table = JSONTable(name: name, rows: rows, idCount: ids + 1)
        record(rows, &table, "", path, ids + 1)
        add(table)
        if rows.items != nil { container(rows, path + ["*"], rootName, ids + 1) }
    }

    /// Gathers the columns of `shape` into `table`, and the tables inside.
    private mutating func record(
        _ shape: JSONShape,
        _ table: inout JSONTable,
        _ prefix: String,
        _ path: [String],
        _ ids: Int
    ) {
        for (name, member) in shape.members {
            if member.isColumn { table.columns.append((prefix + name, member)) }
            let path = path + [name]
            if member.items != nil { container(member, path, name, ids) }
            if member.objects > 0 { record(member, &table, "\(prefix)\(name).", path, ids) }
        }
    }

    private mutating func add(_ table: JSONTable) {
        var name = table.name
        var number = 2
        while !names.insert(name).inserted {
            name = "\(table.name)/\(number)"
            number += 1
        }
        var named = JSONTable(name: name, rows: table.rows, idCount: table.idCount, columns: table.columns)
        named.isRoot = table.isRoot
        tables.append(named)
    }

    /// Decides from the top down whether names are ids, for all objects of one place together.
    private static func judge(_ shape: JSONShape) {
        if !shape.isMap, hasIdsForNames(shape) { shape.becomeMap() }
        if shape.items != nil, shape.idMembers > 0, !shape.members.isEmpty, hasOnlyIDs(shape) {
            shape.dropPlainMembers()
        }
        for (_, member) in shape.members { judge(member) }
        if let items = shape.items { judge(items) }
    }

    private static func hasOnlyIDs(_ shape: JSONShape) -> Bool {
        shape.members.allSatisfy { member in
            member.shape.objects == 0 && member.shape.items == nil
                && Array(member.name.utf8).withUnsafeBytes { JSONIdentifier.isLikely($0) }
        }
    }

    /// Whether the members of `shape` are rows under names: all objects, much alike, and not the same few in every object.
    private static func hasIdsForNames(_ shape: JSONShape) -> Bool {
        let members = shape.members
        guard members.allSatisfy({ $0.shape.objects > 0 && !$0.shape.isColumn && $0.shape.arrays == 0 }) else {
            return false
        }
        guard !members.isEmpty, members.count >= 2 || shape.idMembers > 0 else { return false }
        if shape.objects >= 3 {
            let seen = members.reduce(0) { $0 + $1.shape.objects }
            if seen * 2 >= members.count * shape.objects { return false }
        }
        var union: Set<String> = []
        var total = 0
        var filled = 0
        var maps = 0
        for (_, member) in members + (shape.items.map { [("", $0)] } ?? []) {
            var names = Set(member.members.map(\.name))
            if names.isEmpty, let items = member.items {
                maps += 1
                names = Set(items.members.map { "*\($0.name)" })
            }
            guard !names.isEmpty else { continue }
            filled += 1
            total += names.count
            union.formUnion(names)
        }
        // What they share on average, as a part of all the names: two fifths.
        guard filled >= 2, (total - union.count) * 5 >= (filled - 1) * union.count * 2 else { return false }
        // Collections of one make, such as open and closed loans, are alike too; routes are numbered or many.
        guard maps * 2 >= filled else { return true }
        let numbered = members.count { member in member.name.utf8.contains { (0x30...0x39).contains($0) } }
        return numbered * 2 >= members.count || members.count >= 20
    }
}
