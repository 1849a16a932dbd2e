import Codecs
import Machine
import Testing

@Test("SHA-256 agrees with the published vector, whole or in parts")
func digests() {
    let expected = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    #expect(Hex.encode(Digest.sha256("abc")) == expected)
    #expect(Hex.encode(Digest.sha256(Array("abc".utf8))) == expected)
    let parts = Array("a".utf8).withUnsafeBytes { first in
        Array("bc".utf8).withUnsafeBytes { second in Digest.sha256(first, second) }
    }
    #expect(Hex.encode(parts) == expected)
}

@Test("a hash depends on the bytes and not on the pieces in which they come, and may be asked for on the way")
func hashOfPieces() {
    var random = SeededGenerator(seed: 3)
    for _ in 0..<200 {
        var hasher = Hasher256()
        var all: [UInt8] = []
        for _ in 0..<Int.random(in: 0...12, using: &random) {
            let piece = random.bytes(lengthMax: [3, 40, 511, 512, 513, 3000].randomElement(using: &random) ?? 3)
            hasher.update(piece)
            all += piece
            #expect(hasher.finalize() == Digest.sha256(all))
        }
        let copy = hasher
        hasher.update([1])
        #expect(copy.finalize() == Digest.sha256(all))
        #expect(hasher.finalize() == Digest.sha256(all + [1]))
    }
}

@Test("fields are hashed with their length, so that no two lists look alike")
func fieldHashes() {
    func hash(_ fields: [String?]) -> [UInt8] {
        var hasher = Hasher256()
        for field in fields {
            if let field { hasher.updateField(field) } else { hasher.updateAbsentField() }
        }
        return hasher.finalize()
    }
    let all = [["ab", "c"], ["a", "bc"], ["abc"], ["abc", ""], ["abc", nil], ["", "abc"], []].map(hash)
    #expect(Set(all).count == all.count)
}

@Test("an id follows from its parts and is the first 130 bits of their hash in base 32")
func deterministicIDs() {
    let id = DeterministicID.text(prefix: "ln", parts: ["tn_1", "ruta"])
    #expect(id == DeterministicID.text(prefix: "ln", parts: ["tn_1", "ruta"]))
    #expect(id != DeterministicID.text(prefix: "ln", parts: ["tn_1r", "uta"]))
    var hasher = Hasher256()
    hasher.updateField("tn_1")
    hasher.updateField("ruta")
    #expect(id == "ln_" + Crockford.encode(hasher.finalize(), count: 26))
    #expect(RandomID.text(prefix: "sn").wholeMatch(of: /sn_[0-9a-hjkmnp-tv-z]{26}/) != nil)
    #expect(RandomID.text(prefix: "sn") != RandomID.text(prefix: "sn"))
    #expect(RandomBytes.make(count: 33).count == 33)
}

@Test("an API key checks itself and never prints")
func apiKeys() throws {
    let key = APIKeyText.generate()
    #expect(key.text.wholeMatch(of: /rk_[0-9A-Za-z]{36}/) != nil)
    #expect(APIKeyText(key.text)?.digest == Digest.sha256(key.text))
    #expect("\(key)" == "‹redacted›")
    #expect(!String(reflecting: key).contains(key.text))
    var dumped = ""
    dump(key, to: &dumped)
    #expect(!dumped.contains(key.text))
    var characters = Array(key.text)
    for index in 3..<39 {
        let before = characters[index]
        characters[index] = before == "a" ? "b" : "a"
        #expect(APIKeyText(String(characters)) == nil)
        characters[index] = before
    }
    for text in ["", "rk_", key.text + "0", String(key.text.dropLast()), "xx" + key.text.dropFirst(2)] {
        #expect(APIKeyText(text) == nil)
    }
}

@Test("blocking calls run beside each other on threads of their own, bounded, until shut down")
func blockingPool() async throws {
    let pool = BlockingPool(threads: 2, queueDepthMax: 2)
    let sum = try await withThrowingTaskGroup(of: Int.self) { group in
        for number in 1...2 { group.addTask { try await pool.run { number } } }
        return try await group.reduce(0, +)
    }
    #expect(sum == 3)
    struct Failure: Error {}
    await #expect(throws: Failure.self) { try await pool.run { throw Failure() } }
    #expect(pool.pending == 0)
    try await pool.shutdown()
    await #expect(throws: BlockingPoolError.closed) { try await pool.run { 1 } }
}

@Test("a call beyond the bound is refused at once")
func busyPool() async throws {
    let pool = BlockingPool(threads: 1, queueDepthMax: 1)
    let (started, start) = AsyncStream.makeStream(of: Void.self)
    let gate = Gate()
    async let first: Void = pool.run {
        start.yield()
        gate.wait()
    }
    for await _ in started { break }
    await #expect(throws: BlockingPoolError.busy) { try await pool.run { 1 } }
    gate.open()
    try await first
    #expect(try await pool.run { 7 } == 7)
    try await pool.shutdown()
}

@Test("a fixed clock moves only when told, the machine's clock goes forward")
func clocks() {
    let clock = FixedClock(microseconds: 5)
    clock.advance(byMicroseconds: 10)
    #expect(clock.microseconds() == 15)
    let first = SystemClock().microseconds()
    #expect(first > 1_700_000_000_000_000)
    #expect(SystemClock().microseconds() >= first)
}
