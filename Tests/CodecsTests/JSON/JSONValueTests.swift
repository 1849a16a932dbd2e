import Codecs
import Testing

@Test("a document is read with its order and its numbers as written")
func readsValues() throws {
    let text = #" {"a" : [1, -2.50e+3, true, null], "b": {"c": "\u00f1\ud83d\ude00\/\n"}} "#
    let value = try JSONValue.parse(text)
    #expect(value["a"]?[0]?.integer == 1)
    #expect(value["a"]?[1] == .number("-2.50e+3"))
    #expect(value["a"]?[2]?.boolean == true)
    #expect(value["a"]?[3] == .null)
    #expect(value["b"]?["c"]?.text == "ñ😀/\n")
    #expect(value.members?.map(\.key) == ["a", "b"])
    #expect(value.compactText == #"{"a":[1,-2.50e+3,true,null],"b":{"c":"ñ😀/\n"}}"#)
}

@Test(
    "what RFC 8259 does not allow is refused",
    arguments: [
        "", " ", "{", "[", "\"", "{\"a\"}", "{\"a\":}", "{\"a\":1,}", "[1,]", "[,1]", "01", "-", "1.", ".5", "1e", "+1",
        "tru", "True", "nul", "NaN", "'a'", "{a:1}", "[1 2]", "1 2", "\"\\x\"", "\"\\u12\"", "\"\\ud800\"",
        "\"\\ud800\\u0041\"", "\"\\udc00\"", "\"a\nb\"", "[1]]", "{\"a\":1,\"a\":2}", "\u{FEFF}1", "// c\n1",
    ]
)
func refusesOthers(_ text: String) {
    #expect(throws: JSONError.self) { try JSONValue.parse(text) }
}

@Test("nesting is bounded and bytes that are not UTF-8 are refused")
func bounds() throws {
    func nested(_ depth: Int) -> String {
        String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
    }
    _ = try JSONValue.parse(nested(64))
    #expect(throws: JSONError.tooDeep(at: 64)) { try JSONValue.parse(nested(65)) }
    #expect(throws: JSONError.tooDeep(at: 64)) { try JSONValue.parse(String(repeating: "[", count: 1_000_000)) }
    #expect(throws: JSONError.badText(at: 4)) { try JSONValue.parse([0x22, 0xC3, 0x28, 0x22]) }
}

@Test("random bytes and damaged documents never stop the parser or the field reader")
func randomBytes() {
    var random = SeededGenerator(seed: 11)
    let document = Array(#"{"id":"x\u00e1","n":12,"list":["a","b"],"o":{"k":[1,2]},"d":"2026-01-02","m":"1.00"}"#.utf8)
    for round in 0..<20_000 {
        var bytes = round % 2 == 0 ? random.bytes(lengthMax: 60) : document
        if round % 2 == 1 {
            for _ in 0..<3 {
                bytes[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
            }
            bytes.removeLast(Int.random(in: 0..<bytes.count, using: &random))
        }
        _ = try? JSONValue.parse(bytes)
        bytes.withUnsafeBytes { memory in
            guard var reader = try? JSONFieldReader(memory) else { return }
            _ = try? reader.text("id")
            _ = try? reader.integer("n")
            _ = try? reader.texts("list")
            _ = try? reader.value("o")
            _ = try? reader.date("d")
            _ = try? reader.hundredths("m")
            _ = try? reader.boolean("absent")
            _ = try? reader.secondOfDay("d")
        }
        var output: [UInt8] = []
        let table = CSVTable([CSVField("id", .text), CSVField("n", .integer), CSVField("o", .json)])
        bytes.withUnsafeBytes { memory in
            do throws(JSONError) {
                try table.transcode(document: memory, into: &output)
            } catch {
                #expect(output.isEmpty, "an error writes nothing")
            }
        }
    }
}

@Test("fields are found out of order, absent ones read as null, wrong kinds are named")
func fieldReader() throws {
    let bytes = Array(#"{"a":"x","b":7,"c":true,"d":"12:30:59","e":["p","q"],"f":"-0.05","g":null}"#.utf8)
    try bytes.withUnsafeBytes { memory in
        var reader = try JSONFieldReader(memory)
        #expect(try reader.secondOfDay("d") == 45_059)
        #expect(try reader.text("a") == "x")
        #expect(try reader.integer("b") == 7)
        #expect(try reader.boolean("zz") == nil)
        #expect(try reader.boolean("c") == true)
        #expect(try reader.hundredths("f") == -5)
        #expect(try reader.texts("e") == ["p", "q"])
        #expect(try reader.text("g") == nil)
        #expect(throws: JSONError.mismatch("a", expected: "an integer")) { try reader.integer("a") }
        #expect(throws: JSONError.mismatch("b", expected: "a string")) { try reader.text("b") }
    }
}
