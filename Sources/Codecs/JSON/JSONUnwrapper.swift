/// Takes the wrappers off values that database exports put them in, so that a tree reads as if it were plain JSON.
///
/// Known are Firestore's typed values (`stringValue`, `mapValue`, …), exported timestamps (`_seconds`, `__datatype__`),
/// MongoDB's extended JSON (`$date`, `$numberLong`, `$oid`) and the `__collections__` below an exported document, whose
/// collections become members of the document. Timestamps become text in UTC: `2026-01-31T17:05:00Z`.
/// Whatever looks like a wrapper and is none is handed on unchanged.
public struct JSONUnwrapper: ~Copyable {
    private enum Frame {
        case plain
        case wrapper
        case body(JSONWrapper.Structure, isDone: Bool)
        case merged
    }

    /// What the value that comes next is.
    private enum Next {
        case value
        case skipped
        case body(JSONWrapper.Structure)
        case merged
    }

    private var frames: [Frame] = []
    private var next = Next.value
    /// Whether `{` was withheld until its first key is known.
    private var isHeld = false
    /// The events of an object that may be a wrapped scalar, from its `{` on.
    private var collected: [OwnedJSONEvent] = []
    private var collectedDepth = 0
    private var skippedDepth = 0

    /// An unwrapper at the start of a text.
    public init() {}

    /// Takes the next event and hands over what it gives.
    /// - Throws: what `sink` throws.
    public mutating func handle(_ event: JSONEvent, to sink: (JSONEvent) throws -> Void) throws {
        if skippedDepth > 0 {
            skippedDepth += event.depthChange
        } else if !collected.isEmpty {
            try collect(event, sink)
        } else if isHeld {
            try first(event, sink)
        } else {
            try pass(event, sink)
        }
    }

    /// The first event behind a withheld `{`.
    private mutating func first(_ event: JSONEvent, _ sink: (JSONEvent) throws -> Void) throws {
        isHeld = false
        if case .key(let key) = event, let wrapper = JSONWrapper(key) {
            switch wrapper {
            case .scalar:
                collected = [.beginObject, OwnedJSONEvent(event)]
                collectedDepth = 1
            case .structure(let structure):
                frames.append(.wrapper)
                next = .body(structure)
            case .transparent: frames.append(.wrapper)
            }
            return
        }
        frames.append(.plain)
        try sink(.beginObject)
        try pass(event, sink)
    }

    private mutating func collect(_ event: JSONEvent, _ sink: (JSONEvent) throws -> Void) throws {
        collected.append(OwnedJSONEvent(event))
        collectedDepth += event.depthChange
        if collectedDepth == 0, let value = JSONWrapper.scalar(of: collected[...]) {
            collected = []
            return try value.lend { try pass($0, sink) }
        }
        guard collectedDepth == 0 || collected.count > JSONWrapper.eventsMax else { return }
        let events = collected
        collected = []
        frames.append(.plain)
        try sink(.beginObject)
        for (index, event) in events.dropFirst().enumerated() {
            // The first key was looked at already.
            try event.lend { event in
                if index == 0 { try pass(event, sink) } else { try handle(event, to: sink) }
            }
        }
    }

    private mutating func pass(_ event: JSONEvent, _ sink: (JSONEvent) throws -> Void) throws {
        switch event {
        case .key(let key): try member(key, sink)
        case .beginObject: try beginObject()
        case .endObject: try endObject(sink)
        case .endArray:
            _ = frames.popLast()
            try sink(event)
        case .beginArray, .string, .number, .boolean, .null:
            let kind = next
            next = .value
            switch kind {
            case .skipped:
                skippedDepth = max(0, event.depthChange)
                return
            case .merged: try JSONWrapper.lendCollectionsKey { try sink(.key($0)) }
            case .value, .body: break
            }
            if case .beginArray = event { frames.append(.plain) }
            try sink(event)
        }
    }

    private mutating func beginObject() throws {
        let kind = next
        next = .value
        switch kind {
        case .value: isHeld = true
        case .skipped: skippedDepth = 1
        case .body(let structure): frames.append(.body(structure, isDone: false))
        case .merged: frames.append(.merged)
        }
    }

    private mutating func endObject(_ sink: (JSONEvent) throws -> Void) throws {
        switch frames.popLast() {
        case .plain: try sink(.endObject)
        case .body(.map, isDone: false):
            try sink(.beginObject)
            try sink(.endObject)
        case .body(.array, isDone: false):
            try sink(.beginArray)
            try sink(.endArray)
        case .body, .wrapper, .merged, nil: break
        }
    }

    private mutating func member(_ key: UnsafeRawBufferPointer, _ sink: (JSONEvent) throws -> Void) throws {
        switch frames.last {
        case .wrapper: next = .skipped
        case .body(let structure, let isDone):
            if !isDone, structure.content.equals(key) {
                frames[frames.count - 1] = .body(structure, isDone: true)
            } else {
                next = .skipped
            }
        case .plain, .merged, nil:
            if JSONWrapper.collectionsKey.equals(key) {
                next = .merged
            } else {
                try sink(.key(key))
            }
        }
    }
}

extension JSONEvent {
    /// 1 where an object or array opens, -1 where it closes.
    var depthChange: Int {
        switch self {
        case .beginObject, .beginArray: 1
        case .endObject, .endArray: -1
        case .key, .string, .number, .boolean, .null: 0
        }
    }
}

/// An event that outlives the text it was read from.
enum OwnedJSONEvent: Hashable {
    case beginObject
    case endObject
    case beginArray
    case endArray
    case key([UInt8])
    case string([UInt8])
    case number([UInt8])
    case boolean(Bool)
    case null

    init(_ event: JSONEvent) {
        self =
            switch event {
            case .beginObject: .beginObject
            case .endObject: .endObject
            case .beginArray: .beginArray
            case .endArray: .endArray
            case .key(let bytes): .key(Array(bytes))
            case .string(let bytes): .string(Array(bytes))
            case .number(let bytes): .number(Array(bytes))
            case .boolean(let value): .boolean(value)
            case .null: .null
            }
    }

    /// Lends the event to `body`.
    func lend(_ body: (JSONEvent) throws -> Void) rethrows {
        switch self {
        case .beginObject: try body(.beginObject)
        case .endObject: try body(.endObject)
        case .beginArray: try body(.beginArray)
        case .endArray: try body(.endArray)
        case .key(let bytes): try bytes.withUnsafeBytes { try body(.key($0)) }
        case .string(let bytes): try bytes.withUnsafeBytes { try body(.string($0)) }
        case .number(let bytes): try bytes.withUnsafeBytes { try body(.number($0)) }
        case .boolean(let value): try body(.boolean(value))
        case .null: try body(.null)
        }
    }
}

extension StaticString {
    /// Whether these are the bytes of this text.
    func equals(_ bytes: UnsafeRawBufferPointer) -> Bool {
        bytes.count == utf8CodeUnitCount
            && UnsafeRawBufferPointer(start: utf8Start, count: utf8CodeUnitCount)
                .elementsEqual(bytes)
    }
}
