import Codecs

/// Learns the shape of a JSON text from its events, in memory that grows with the shapes and not with the rows.
struct JSONShapeBuilder {
    /// The values at the root, as elements of a list.
    let top = JSONShape()
    private var frames: [Frame]
    private var key: [UInt8] = []
    private var skippedDepth = 0
    private var count = 1
    private let fileName: String

    private struct Frame {
        let shape: JSONShape
        let isArray: Bool
    }

    init(fileName: String) {
        self.fileName = fileName
        frames = [Frame(shape: top, isArray: true)]
    }

    /// Takes the next event.
    /// - Throws: ``IntakeError`` when there are more shapes than any export has.
    mutating func handle(_ event: JSONEvent) throws {
        if skippedDepth > 0 {
            switch event {
            case .beginObject, .beginArray: skippedDepth += 1
            case .endObject, .endArray: skippedDepth -= 1
            case .key, .string, .number, .boolean, .null: break
            }
            return
        }
        switch event {
        case .key(let bytes):
            key.removeAll(keepingCapacity: true)
            key.append(contentsOf: bytes)
        case .beginObject: try beginObject()
        case .beginArray: try beginArray()
        case .endObject, .endArray: frames.removeLast()
        case .string, .number, .boolean: try scalar(isNull: false)
        case .null: try scalar(isNull: true)
        }
    }

    private mutating func beginObject() throws {
        guard let shape = try place(isContainer: true) else {
            skippedDepth = 1
            return
        }
        shape.objects += 1
        shape.restart()
        frames.append(Frame(shape: shape, isArray: false))
    }

    private mutating func beginArray() throws {
        // A list within a list is text, unless the outer one is only the row of root values.
        if let frame = frames.last, frame.isArray, frames.count > 1 {
            frame.shape.lists += 1
            skippedDepth = 1
            return
        }
        guard let shape = try place(isContainer: true) else {
            skippedDepth = 1
            return
        }
        shape.arrays += 1
        frames.append(Frame(shape: shape, isArray: true))
    }

    private mutating func scalar(isNull: Bool) throws {
        if let frame = frames.last, frame.isArray {
            if !isNull { frame.shape.lists += 1 }
            return
        }
        guard let shape = try place(isContainer: false) else { return }
        if isNull { shape.nulls += 1 } else { shape.scalars += 1 }
    }

    /// The shape of the value that comes next; nil when nothing is kept of it.
    private mutating func place(isContainer: Bool) throws -> JSONShape? {
        guard let frame = frames.last else { return nil }
        let shape = frame.shape
        if frame.isArray { return shape.item(count: &count) }
        if shape.isWide { return nil }
        let found: JSONShape = key.withUnsafeBytes { bytes in
            if isContainer, shape.isMap || JSONIdentifier.isLikely(bytes) {
                shape.idMembers += 1
                return shape.item(count: &count)
            }
            return shape.member(bytes, count: &count)
        }
        if shape.members.count > Limits.jsonNamedObjectsMax { try bound(shape) }
        if count > Limits.jsonShapesMax { try tighten() }
        return shape.isWide ? nil : (shape.isMap && isContainer ? shape.items : found)
    }

    /// Takes names for ids, or for no columns, where there are too many.
    private mutating func bound(_ shape: JSONShape) throws {
        let plain = shape.members.count { $0.shape.objects == 0 && $0.shape.items == nil }
        if shape.members.count - plain > Limits.jsonNamedObjectsMax {
            shape.becomeMap()
        } else if plain > Int(Limits.columnsMax) {
            shape.becomeWide()
        }
    }

    private mutating func tighten() throws {
        Self.tighten(top)
        count = top.count
        guard count <= Limits.jsonShapesMax / 2 else {
            throw IntakeError(
                .tooLarge,
                "\(fileName) holds more than \(Limits.jsonShapesMax) different kinds of fields. Check the file."
            )
        }
    }

    private static func tighten(_ shape: JSONShape) {
        let objects = shape.members.count { $0.shape.objects > 0 || $0.shape.items != nil }
        if objects > Limits.jsonNamedObjectsTight { shape.becomeMap() }
        for (_, member) in shape.members { tighten(member) }
        if let items = shape.items { tighten(items) }
    }
}

/// Whether the key of a member is an id that a database or a program made.
enum JSONIdentifier {
    /// Whether `key` is a number, a day, a UUID, a push id, or a long jumble of letters and digits.
    static func isLikely(_ key: UnsafeRawBufferPointer) -> Bool {
        guard let first = key.first else { return false }
        var digits = 0
        var upper = 0
        var lower = 0
        var marks = 0
        var others = 0
        var hasUpperPair = false
        var wasUpper = false
        for byte in key {
            let isUpper = (0x41...0x5A).contains(byte)
            hasUpperPair = hasUpperPair || (isUpper && wasUpper)
            wasUpper = isUpper
            switch byte {
            case 0x30...0x39: digits += 1
            case 0x41...0x5A: upper += 1
            case 0x61...0x7A: lower += 1
            case 0x2D, 0x5F, 0x2F, 0x3A, 0x2B: marks += 1
            case 0x40: return true
            default: others += 1
            }
        }
        guard others == 0 else { return false }
        // Numbers, days, telephones.
        if upper + lower == 0 { return digits > 0 }
        // Push ids: `-` and 19 of their alphabet.
        if first == 0x2D, key.count == 20 { return true }
        guard key.count >= 16 else { return false }
        // A digit or two at the end number a name.
        var inner = digits
        for byte in key.reversed() {
            guard (0x30...0x39).contains(byte) else { break }
            inner -= 1
        }
        // Words are longer than a jumble's runs of one case.
        if marks == 0 { return inner > 0 || (lower > 0 && (hasUpperPair || upper * 3 >= key.count)) }
        let isUUID = key.count == 36 && marks == 4 && key[8] == 0x2D && key[13] == 0x2D
        return isUUID || (inner > 0 && upper > 0 && lower > 0)
    }
}
