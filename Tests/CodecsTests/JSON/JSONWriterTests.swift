import Codecs
import Testing

private func written(_ body: (inout JSONWriter) -> Void) -> String {
    var writer = JSONWriter(capacity: 1)
    body(&writer)
    return String(decoding: writer.bytes, as: UTF8.self)
}

@Test("fields stand in call order, compact, with null written out")
func fieldsInCallOrder() {
    let text = written { writer in
        writer.beginObject()
        writer.field("name", "Ana")
        writer.field("none", String?.none)
        writer.field("count", -12)
        writer.field("big", Int64.min)
        writer.field("on", true)
        writer.field("off", Bool?.some(false))
        writer.fieldNull("empty")
        writer.field("raw", raw: Array("[1]".utf8))
        writer.field("list", ["a", "b"])
        writer.field("nothing", [String]())
        writer.field("rate", hundredths: -5)
        writer.field("day", year: 2026, month: 1, day: 9)
        writer.field("at", hour: 7, minute: 4, second: 0)
        writer.beginObject("inner")
        writer.field(named: "llave", "x")
        writer.endObject()
        writer.endObject()
    }
    #expect(
        text == #"{"name":"Ana","none":null,"count":-12,"big":-9223372036854775808,"on":true,"off":false,"#
            + #""empty":null,"raw":[1],"list":["a","b"],"nothing":[],"rate":"-0.05","day":"2026-01-09","#
            + #""at":"07:04:00","inner":{"llave":"x"}}"#
    )
}

@Test("only what JSON cannot hold is escaped: no slash, no line separator")
func escapes() {
    let text = written { writer in
        writer.element("a/b \"q\" \\ \u{8}\u{9}\u{A}\u{C}\u{D}\u{1}\u{1F}\u{7F}\u{2028}\u{2029}ñ😀")
    }
    #expect(text == "\"a/b \\\"q\\\" \\\\ \\b\\t\\n\\f\\r\\u0001\\u001f\u{7F}\u{2028}\u{2029}ñ😀\"")
}

@Test("newline-delimited objects and arrays of objects get commas only between values")
func sequences() {
    let lines = written { writer in
        for number in 1...2 {
            writer.beginObject()
            writer.field("n", number)
            writer.endObject()
            writer.newline()
        }
    }
    #expect(lines == "{\"n\":1}\n{\"n\":2}\n")
    let array = written { writer in
        writer.beginArray()
        for number in 1...2 {
            writer.beginObject()
            writer.field("n", number)
            writer.endObject()
        }
        writer.endArray()
    }
    #expect(array == #"[{"n":1},{"n":2}]"#)
}

@Test("any text comes back from the parser as it went into the writer")
func randomTexts() throws {
    var random = SeededGenerator(seed: 7)
    for _ in 0..<2000 {
        let text = random.text(lengthMax: 40)
        let bytes = Array(written { $0.element(text) }.utf8)
        #expect(try JSONValue.parse(bytes) == .string(text))
        let object = Array(
            written { writer in
                writer.beginObject()
                writer.field("t", text)
                writer.endObject()
            }.utf8
        )
        let read = try object.withUnsafeBytes { memory in
            var reader = try JSONFieldReader(memory)
            return try reader.text("t")
        }
        #expect(read == text)
    }
}
