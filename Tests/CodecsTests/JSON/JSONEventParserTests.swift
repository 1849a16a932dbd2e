import Codecs
import Testing

/// The events of `text` as a line, fed in pieces of `size` bytes; throws what the parser throws.
private func events(_ text: [UInt8], size: Int = .max, sequence: Bool = false, unwrap: Bool = false) throws -> String {
    var parser = JSONEventParser(sequence: sequence)
    var unwrapper = JSONUnwrapper()
    var out: [String] = []
    func take(_ event: JSONEvent) {
        switch event {
        case .beginObject: out.append("{")
        case .endObject: out.append("}")
        case .beginArray: out.append("[")
        case .endArray: out.append("]")
        case .key(let bytes): out.append(String(decoding: bytes, as: UTF8.self) + ":")
        case .string(let bytes): out.append("'" + String(decoding: bytes, as: UTF8.self) + "'")
        case .number(let bytes): out.append(String(decoding: bytes, as: UTF8.self))
        case .boolean(let value): out.append(value ? "T" : "F")
        case .null: out.append("N")
        }
    }
    func sink(_ event: JSONEvent) throws {
        if unwrap { try unwrapper.handle(event) { take($0) } } else { take(event) }
    }
    var place = 0
    while place < text.count {
        let end = size == .max ? text.count : min(text.count, place + size)
        try Array(text[place..<end]).withUnsafeBytes { try parser.feed($0) { try sink($0) } }
        place = end
    }
    try parser.finish { try sink($0) }
    return out.joined(separator: " ")
}

private func events(_ text: String, size: Int = .max, sequence: Bool = false, unwrap: Bool = false) throws -> String {
    try events(Array(text.utf8), size: size, sequence: sequence, unwrap: unwrap)
}

@Suite("JSON as a stream of events")
struct JSONEventParserTests {
    static let sample = #"""
        {"a": [1, -2.5e+3, "x\n\u00f1\ud83d\ude00", true, false, null, {}, []],
         "ñ": {"b": "€", "c": 0}}
        """#
    static let sampleEvents = "{ a: [ 1 -2.5e+3 'x\nñ😀' T F N { } [ ] ] ñ: { b: '€' c: 0 } }"

    @Test("pieces of any size give the same events", arguments: [1, 2, 3, 5, 7, 64, Int.max])
    func pieces(_ size: Int) throws {
        #expect(try events(Self.sample, size: size) == Self.sampleEvents)
        #expect(try events("\u{FEFF}[1]", size: size) == "[ 1 ]")
        #expect(try events("{\"a\":1}\n{\"a\":2}\r\n", size: size, sequence: true) == "{ a: 1 } { a: 2 }")
        #expect(try events("12", size: size) == "12")
    }

    @Test("a cut text is an error at every length")
    func truncations() {
        let bytes = Array(Self.sample.utf8)
        for count in 0..<bytes.count {
            #expect(throws: JSONStreamError.self) { try events(Array(bytes[..<count]), size: 3) }
        }
    }

    @Test(
        "what RFC 8259 does not know is refused, with its place",
        arguments: [
            ("[1,]", 1, 4), ("{\"a\":1,}", 1, 8), ("{a:1}", 1, 2), ("[01]", 1, 3), ("[.5]", 1, 2), ("[1.]", 1, 4),
            ("[+1]", 1, 2), ("[NaN]", 1, 2), ("['a']", 1, 2), ("[1 2]", 1, 4), ("[1]\n x", 2, 2), ("[tru]", 1, 5),
            ("[\"\\x\"]", 1, 4), ("[\"\t\"]", 1, 3), ("{\"a\" 1}", 1, 6), ("[}", 1, 2), ("{]", 1, 2), ("[1}", 1, 3),
            ("[\"\\ud800\"]", 1, 9), ("[\"\\ud800x\"]", 1, 9), ("[\"\\udc00\"]", 1, 8), ("// x\n1", 1, 1),
        ]
    )
    func refused(_ text: String, _ line: Int, _ column: Int) throws {
        let error = try #require(throws: JSONStreamError.self) { try events(text) }
        #expect(error.line == line)
        #expect(error.column == column)
        #expect(throws: JSONStreamError.self) { try events(text, size: 1) }
    }

    @Test("bytes that are not UTF-8 are refused in any string")
    func badText() {
        for bad: [UInt8] in [[0xFF], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xE2, 0x82]] {
            #expect(throws: JSONStreamError.self) { try events(Array("[\"".utf8) + bad + Array("\"]".utf8)) }
        }
    }

    @Test("depth and lengths have limits")
    func limits() throws {
        #expect(throws: JSONStreamError.self) { try events(String(repeating: "[", count: 100_000)) }
        let deep = String(repeating: "[", count: 256) + String(repeating: "]", count: 256)
        #expect(try events(deep).count == 1023)
        #expect(throws: JSONStreamError.self) { try events(String(repeating: "1", count: 600)) }
    }

    @Test("a number becomes what holds it, and never a trap")
    func numbers() {
        func number(_ text: String) -> JSONNumber { Array(text.utf8).withUnsafeBytes { JSONNumber($0) } }
        #expect(number("0") == .integer(0))
        #expect(number("-9223372036854775808") == .integer(.min))
        #expect(number("9223372036854775807") == .integer(.max))
        #expect(number("9223372036854775808") == .text("9223372036854775808"))
        #expect(number("123456789012345678901234567890") == .text("123456789012345678901234567890"))
        #expect(number("150000.50") == .real(150_000.5))
        #expect(number("1E5") == .real(100_000))
        #expect(number("1e999") == .text("1e999"))
        #expect(number("") == .text(""))
    }

    @Test("10,000 mutations end in an error or in balanced events, whatever the pieces")
    func mutations() {
        var random = SeededGenerator(seed: 31)
        let seeds = [Self.sample, Self.wrapped].map { Array($0.utf8) }
        for _ in 0..<10_000 {
            var bytes = seeds[Int.random(in: 0..<seeds.count, using: &random)]
            for _ in 0..<Int.random(in: 1...4, using: &random) { bytes = mutated(bytes, &random) }
            let size = Int.random(in: 1...40, using: &random)
            let one = Result { try events(bytes, sequence: true, unwrap: true) }
            let other = Result { try events(bytes, size: size, sequence: true, unwrap: true) }
            switch (one, other) {
            case (.success(let left), .success(let right)):
                #expect(left == right)
                let depth = left.split(separator: " ").reduce(0) { depth, word in
                    word == "{" || word == "[" ? depth + 1 : word == "}" || word == "]" ? depth - 1 : depth
                }
                if !left.contains("'") { #expect(depth == 0) }
            case (.failure(let left), .failure(let right)):
                #expect(left as? JSONStreamError == right as? JSONStreamError)
            default: Issue.record("pieces of \(size) bytes change the verdict")
            }
        }
    }

    static let wrapped = #"""
        {"m":{"mapValue":{"fields":{"n":{"integerValue":"5"},"e":{"mapValue":{}},"l":{"arrayValue":{"values":[{"stringValue":"x"}]}}}}},
         "t":{"_seconds":1767225600,"_nanoseconds":500000000},"d":{"$date":{"$numberLong":"1767225600000"}},
         "o":{"$oid":"65a1"},"g":{"geoPointValue":{"latitude":1.5,"longitude":-7}},"z":{"nullValue":null},
         "dt":{"__datatype__":"timestamp","value":{"_seconds":0,"_nanoseconds":0}},
         "s":{"seconds":5},"__collections__":{"pagos":{"x":{"v":{"doubleValue":2}}}}}
        """#

    @Test("wrapped values are unwrapped", arguments: [1, 4, Int.max])
    func unwrapping(_ size: Int) throws {
        let expected = """
            { m: { n: 5 e: { } l: [ 'x' ] } t: '2026-01-01T00:00:00.500Z' d: '2026-01-01T00:00:00Z' o: '65a1' \
            g: { latitude: 1.5 longitude: -7 } z: N dt: '1970-01-01T00:00:00Z' s: { seconds: 5 } \
            pagos: { x: { v: 2 } } }
            """
        #expect(try events(Self.wrapped, size: size, unwrap: true) == expected)
    }

    @Test("what only looks like a wrapper stays as it is")
    func noWrapper() throws {
        let text = #"{"a":{"stringValue":5,"x":{"integerValue":"7"}},"b":{"$date":[1]},"__collections__":3}"#
        #expect(
            try events(text, unwrap: true)
                == "{ a: { stringValue: 5 x: 7 } b: { $date: [ 1 ] } __collections__: 3 }"
        )
    }

    @Test("days before 1970 and the ends of the calendar are written right")
    func epochs() {
        #expect(EpochText.utc(milliseconds: -1) == "1969-12-31T23:59:59.999Z")
        #expect(EpochText.utc(milliseconds: 951_782_400_000) == "2000-02-29T00:00:00Z")
        #expect(EpochText.utc(milliseconds: -62_135_596_800_000) == "0001-01-01T00:00:00Z")
        #expect(EpochText.utc(milliseconds: 253_402_300_799_999) == "9999-12-31T23:59:59.999Z")
        #expect(EpochText.utc(milliseconds: .max) == nil)
        #expect(EpochText.utc(milliseconds: .min) == nil)
    }
}
