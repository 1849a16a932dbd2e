import Codecs

/// Walks the events of a JSON text and builds the rows of one table, one at a time.
struct JSONRowWalk {
    /// The text stands at the root of more than one value, which are rows.
    let isSequence: Bool
    private let table: JSONTable
    private let idSlots: [(slot: Int, ancestor: Int)]
    private let width: Int
    private let fileName: String
    private var frames: [Frame]
    private var key: [UInt8] = []
    private var ids: [RawValue] = []
    private var values: [RawValue?]
    private var rowBytes = 0
    private var number: Int64 = 0
    private var skippedDepth = 0
    private var list: JSONWriter?
    private var listDepth = 0
    private var listSlot = 0
    /// Keys that stood twice in one row; the last value counts.
    private(set) var doubledKeys = 0
    /// Lists too long for a cell.
    private(set) var droppedLists = 0

    private struct Frame {
        let shape: JSONShape
        let isArray: Bool
        /// Elements passed.
        var position: Int64 = 0
        /// Whether it stands under an id.
        var hasID = false
    }

    /// A walk that gives `columns`; the shapes under `top` are told their duties.
    init(_ table: JSONTable, columns: [String], top: JSONShape, isSequence: Bool, fileName: String) {
        self.table = table
        self.isSequence = isSequence
        self.fileName = fileName
        width = columns.count
        values = [RawValue?](repeating: nil, count: columns.count)
        frames = [Frame(shape: top, isArray: true)]
        var slots: [String: Int] = [:]
        for (index, name) in columns.enumerated() where slots[name] == nil { slots[name] = index }
        Self.clear(top)
        for (name, shape) in table.columns { shape.slot = slots[name] }
        _ = Self.direct(top, to: table.rows)
        table.rows.duty = .row
        Self.markParts(table.rows)
        idSlots = (0..<table.idCount).compactMap { ancestor in
            slots[JSONReader.idName(ancestor)].map { ($0, ancestor) }
        }
    }

    /// Takes the next event, and hands over a row when it is complete.
    mutating func handle(_ event: JSONEvent, _ body: (RawRow) throws -> Void) throws {
        if skippedDepth > 0 {
            skippedDepth += Self.depthChange(event)
        } else if list != nil {
            try extendList(event)
        } else {
            try pass(event, body)
        }
    }

    private mutating func pass(_ event: JSONEvent, _ body: (RawRow) throws -> Void) throws {
        switch event {
        case .key(let bytes):
            key.removeAll(keepingCapacity: true)
            key.append(contentsOf: bytes)
        case .beginObject, .beginArray: try open(event)
        case .endObject, .endArray:
            let frame = frames.removeLast()
            if frame.shape.duty == .row, !frame.isArray { try complete(body) }
            if frame.hasID { ids.removeLast() }
        case .string(let bytes):
            if isOwnID { ids[ids.count - 1] = .text(String(decoding: bytes, as: UTF8.self)) }
            if let slot = scalarSlot() { try put(.text(String(decoding: bytes, as: UTF8.self)), slot, bytes.count) }
        case .number(let bytes):
            let isID = isOwnID
            let slot = scalarSlot()
            guard isID || slot != nil else { return }
            let value: RawValue =
                switch JSONNumber(bytes) {
                case .integer(let value): .integer(value)
                case .real(let value): .real(value)
                case .text(let text): .text(text)
                }
            if isID { ids[ids.count - 1] = value }
            if let slot { try put(value, slot, bytes.count) }
        case .boolean(let value):
            if let slot = scalarSlot() { try put(.text(value ? "true" : "false"), slot, 8) }
        case .null:
            if let slot = scalarSlot(), values[slot] != nil {
                doubledKeys += 1
                values[slot] = .null
            }
        }
    }

    /// Whether the value that comes is the id that a row states for itself, before its nested rows.
    private var isOwnID: Bool {
        guard let frame = frames.last, frame.hasID, !frame.isArray, !ids.isEmpty else { return false }
        return key.elementsEqual("_id".utf8)
    }

    /// Where a plain value goes; nil when it is not asked for.
    private mutating func scalarSlot() -> Int? {
        guard var frame = frames.last else { return nil }
        if frame.isArray {
            frame.position += 1
            frames[frames.count - 1] = frame
            return nil
        }
        guard frame.shape.duty == .row || frame.shape.duty == .part else { return nil }
        return key.withUnsafeBytes { frame.shape.member($0) }?.slot
    }

    private mutating func open(_ event: JSONEvent) throws {
        guard var frame = frames.last else { return }
        var isArray = false
        if case .beginArray = event { isArray = true }
        var isID = false
        var id = RawValue.null
        var shape: JSONShape?
        if frame.isArray {
            id = .integer(frame.position)
            frame.position += 1
            frames[frames.count - 1] = frame
            isID = frames.count > 1 || isSequence
            // As when the shapes were learned: a list within a list is text of the outer one.
            shape = isArray && frames.count > 1 ? nil : frame.shape.items
        } else {
            shape = key.withUnsafeBytes { bytes in
                if frame.shape.items != nil, frame.shape.isMap || JSONIdentifier.isLikely(bytes) {
                    isID = true
                    return frame.shape.items
                }
                return frame.shape.member(bytes)
            }
            if isID { id = .text(String(decoding: key, as: UTF8.self)) }
        }
        guard let shape else {
            skippedDepth = 1
            return
        }
        if let slot = shape.slot, shape.isWide || (isArray && shape.items == nil) { return beginList(event, slot) }
        guard shape.duty != .skip else {
            skippedDepth = 1
            return
        }
        shape.restart()
        if isID { ids.append(id) }
        if shape.duty == .row, !isArray { beginRow() }
        frames.append(Frame(shape: shape, isArray: isArray, hasID: isID))
    }

    private mutating func beginRow() {
        for index in values.indices { values[index] = nil }
        rowBytes = 0
    }

    private mutating func put(_ value: RawValue, _ slot: Int, _ bytes: Int) throws {
        rowBytes += bytes
        guard rowBytes <= Limits.rowBytesMax else {
            throw IntakeError(
                .tooLarge,
                "\(fileName), row \(number + 1) of a table, is over \(Limits.rowBytesMax) bytes. Check the file."
            )
        }
        if values[slot] != nil { doubledKeys += 1 }
        values[slot] = value
    }

    private mutating func complete(_ body: (RawRow) throws -> Void) throws {
        number += 1
        for (slot, ancestor) in idSlots where values[slot] == nil && ancestor < ids.count {
            values[slot] = ids[ids.count - 1 - ancestor]
        }
        try body(RawRow(number: number, values: values.map { $0 ?? .null }))
    }
}

/// Lists kept as the text of one cell.
extension JSONRowWalk {
    private mutating func beginList(_ event: JSONEvent, _ slot: Int) {
        list = JSONWriter()
        listDepth = 0
        listSlot = slot
        write(event)
    }

    private mutating func extendList(_ event: JSONEvent) throws {
        write(event)
        guard listDepth == 0, let text = list else { return }
        list = nil
        if text.bytes.count > Limits.jsonListBytesMax {
            droppedLists += 1
        } else {
            try put(.text(String(decoding: text.bytes, as: UTF8.self)), listSlot, text.bytes.count)
        }
    }

    private mutating func write(_ event: JSONEvent) {
        listDepth += Self.depthChange(event)
        if let count = list?.bytes.count, count > Limits.jsonListBytesMax { return }
        switch event {
        case .beginObject: list?.beginObject()
        case .endObject: list?.endObject()
        case .beginArray: list?.beginArray()
        case .endArray: list?.endArray()
        case .key(let bytes): list?.key(named: String(decoding: bytes, as: UTF8.self))
        case .string(let bytes): list?.element(String(decoding: bytes, as: UTF8.self))
        case .number(let bytes): list?.element(raw: bytes)
        case .boolean(let value): Array((value ? "true" : "false").utf8).withUnsafeBytes { list?.element(raw: $0) }
        case .null: list?.element(nil)
        }
    }

    private static func depthChange(_ event: JSONEvent) -> Int {
        switch event {
        case .beginObject, .beginArray: 1
        case .endObject, .endArray: -1
        case .key, .string, .number, .boolean, .null: 0
        }
    }
}

/// The duties of the shapes.
extension JSONRowWalk {
    private static func clear(_ shape: JSONShape) {
        shape.duty = .skip
        shape.slot = nil
        for (_, member) in shape.members { clear(member) }
        if let items = shape.items { clear(items) }
    }

    /// Whether `rows` is at `shape` or below it; the way there is marked.
    private static func direct(_ shape: JSONShape, to rows: JSONShape) -> Bool {
        if shape === rows { return true }
        let isAbove =
            shape.items.map { direct($0, to: rows) } == true
            || shape.members.contains { direct($0.shape, to: rows) }
        if isAbove { shape.duty = .pass }
        return isAbove
    }

    /// Marks what holds values of the row; whether there is any.
    @discardableResult
    private static func markParts(_ shape: JSONShape) -> Bool {
        var holds = shape.slot != nil
        for (_, member) in shape.members where markParts(member) {
            holds = true
            if member.duty == .skip, member.objects > 0 { member.duty = .part }
        }
        return holds
    }
}
