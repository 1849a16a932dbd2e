extension CSVTable {
    /// Hands each field that `document` has to `body`, with the place of its value, which `body` moves behind it.
    /// - Throws: ``JSONError`` when `document` is not a compact JSON object, or what `body` throws.
    func walk(
        _ document: UnsafeRawBufferPointer,
        _ body: (_ field: Int, _ offset: inout Int) throws(JSONError) -> Void
    ) throws(JSONError) {
        guard document.first == 0x7B else { throw document.isEmpty ? .truncated : .unexpected(at: 0) }
        let failure: JSONError? = keys.withUnsafeBytes { keys in
            keyEnds.withUnsafeBufferPointer { keyEnds in
                do throws(JSONError) {
                    var pass = TranscodePass(document: document, keys: keys, keyEnds: keyEnds)
                    for index in fields.indices where try pass.moveToValue(of: index) {
                        try body(index, &pass.offset)
                    }
                    try pass.finish()
                    return nil
                } catch {
                    return error
                }
            }
        }
        if let failure { throw failure }
    }
}

/// Where the pass over a document stands.
struct TranscodePass {
    let document: UnsafeRawBufferPointer
    let keys: UnsafeRawBufferPointer
    let keyEnds: UnsafeBufferPointer<Int>
    /// At a comma, at the closing bracket, or at the first key.
    var offset = 1

    init(document: UnsafeRawBufferPointer, keys: UnsafeRawBufferPointer, keyEnds: UnsafeBufferPointer<Int>) {
        self.document = document
        self.keys = keys
        self.keyEnds = keyEnds
    }

    /// Moves to the value of the field at `index`; false when the document lacks it.
    @inline(__always)
    mutating func moveToValue(of index: Int) throws(JSONError) -> Bool {
        while true {
            guard let place = try keyPlace() else { return false }
            if keyStands(index, at: place) {
                offset = place + keyCount(index)
                return true
            }
            // The document's key belongs to a later field, and this one is absent; or to none, and is passed over.
            if isLaterKey(than: index, at: place) { return false }
            offset = place
            try JSONSkip.member(document, &offset)
        }
    }

    /// Passes what is left, so that a cut document is told.
    mutating func finish() throws(JSONError) {
        while let place = try keyPlace() {
            offset = place
            try JSONSkip.member(document, &offset)
        }
        guard offset == document.count - 1 else { throw .unexpected(at: offset + 1) }
    }

    /// Where the next key stands; nil at the closing bracket.
    @inline(__always)
    private func keyPlace() throws(JSONError) -> Int? {
        guard offset < document.count else { throw .truncated }
        switch document[offset] {
        case 0x7D: return nil
        case 0x2C where offset > 1: return offset + 1
        case 0x22 where offset == 1: return 1
        default: throw .unexpected(at: offset)
        }
    }

    @inline(never)
    private func isLaterKey(than index: Int, at place: Int) -> Bool {
        (index + 1..<keyEnds.count).contains { keyStands($0, at: place) }
    }

    @inline(__always)
    private func keyCount(_ index: Int) -> Int {
        index == 0 ? keyEnds[0] : keyEnds[index] - keyEnds[index - 1]
    }

    @inline(__always)
    private func keyStands(_ index: Int, at place: Int) -> Bool {
        let count = keyCount(index)
        guard place + count <= document.count, let left = document.baseAddress, let right = keys.baseAddress else {
            return false
        }
        return Bytes.equal(left + place, right + keyEnds[index] - count, count: count)
    }
}
