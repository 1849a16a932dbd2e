/// What was seen at one place of a JSON tree, over all the objects that hold that place; ids are left out.
///
/// It is shared between its parent and the walks over the file, one thread at a time.
final class JSONShape {
    /// Texts, numbers and booleans seen here.
    var scalars = 0
    /// Nulls seen here.
    var nulls = 0
    /// Lists of plain values seen here.
    var lists = 0
    /// Objects seen here.
    var objects = 0
    /// Lists seen here, of any kind.
    var arrays = 0
    /// The members by name, in the order first seen.
    private(set) var members: [(name: String, shape: JSONShape)] = []
    /// The elements of lists here, and the members under ids.
    var items: JSONShape?
    /// Members under ids.
    var idMembers = 0
    /// Whether every member's key is an id.
    private(set) var isMap = false
    /// Whether there are more plain members than a table has columns: their names are no columns.
    private(set) var isWide = false

    /// What a walk over the file does here.
    var duty = Duty.skip
    /// Where the value goes in the row asked for.
    var slot: Int?

    /// What a walk over the file does with a value.
    enum Duty {
        /// Nothing of it is asked for.
        case skip
        /// The rows asked for are inside.
        case pass
        /// It is a row asked for.
        case row
        /// It is part of a row asked for.
        case part
    }

    private var positions: [String: Int] = [:]
    private var guess = 0

    /// The member under `name`, made when it is new to `count`.
    func member(_ name: UnsafeRawBufferPointer, count: inout Int) -> JSONShape {
        if let known = member(name) { return known }
        count += 1
        let text = String(decoding: name, as: UTF8.self)
        return add(text, JSONShape())
    }

    /// The member under `name`, which most often follows the one asked for last.
    func member(_ name: UnsafeRawBufferPointer) -> JSONShape? {
        if guess < members.count, Self.equal(members[guess].name, name) {
            guess += 1
            return members[guess - 1].shape
        }
        guard let position = positions[String(decoding: name, as: UTF8.self)] else { return nil }
        guess = position + 1
        return members[position].shape
    }

    /// The shape of the elements and of the members under ids.
    func item(count: inout Int) -> JSONShape {
        if let items { return items }
        count += 1
        let made = JSONShape()
        items = made
        return made
    }

    /// Starts the next object here.
    func restart() { guess = 0 }

    /// Whether it holds values of a row: plain ones, or nothing but nulls.
    var isColumn: Bool {
        scalars > 0 || lists > 0 || isWide || (nulls > 0 && objects == 0 && arrays == 0)
    }

    /// Takes all names of objects for ids.
    func becomeMap() {
        isMap = true
        let objects = members.filter { $0.shape.objects > 0 || $0.shape.items != nil }
        for (_, shape) in objects {
            idMembers += shape.objects + shape.arrays
            if let items { items.absorb(shape) } else { items = shape }
        }
        members = []
        positions = [:]
        guess = 0
    }

    /// Gives up the names of the members.
    func becomeWide() {
        isWide = true
        members = []
        positions = [:]
        guess = 0
        items = nil
    }

    /// Drops plain members, which in a map are no rows.
    func dropPlainMembers() {
        members = []
        positions = [:]
        guess = 0
    }

    /// Adds what was seen at another place that turns out to be the same.
    func absorb(_ other: JSONShape) {
        scalars += other.scalars
        nulls += other.nulls
        lists += other.lists
        objects += other.objects
        arrays += other.arrays
        idMembers += other.idMembers
        if let theirs = other.items {
            if let items { items.absorb(theirs) } else { items = theirs }
        }
        if other.isWide { becomeWide() }
        if other.isMap, !isMap { becomeMap() }
        guard !isWide else { return }
        for (name, shape) in other.members {
            if let position = positions[name] { members[position].shape.absorb(shape) } else { _ = add(name, shape) }
        }
        if isMap { becomeMap() }
    }

    /// How many shapes there are from here down.
    var count: Int {
        1 + (items?.count ?? 0) + members.reduce(0) { $0 + $1.shape.count }
    }

    private func add(_ name: String, _ shape: JSONShape) -> JSONShape {
        positions[name] = members.count
        members.append((name, shape))
        guess = members.count
        return shape
    }

    private static func equal(_ name: String, _ bytes: UnsafeRawBufferPointer) -> Bool {
        name.utf8.count == bytes.count && name.utf8.elementsEqual(bytes)
    }
}
