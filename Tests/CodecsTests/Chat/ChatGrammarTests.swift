import Codecs
import Testing

/// The messages of `text` as lines, fed in pieces of `size` bytes.
private func messages(_ text: [UInt8], size: Int = 1 << 20) -> [String] {
    var grammar = ChatGrammar()
    var found: [ChatMessage] = []
    var place = 0
    while place < text.count {
        let end = min(text.count, place + size)
        Array(text[place..<end]).withUnsafeBytes { grammar.feed($0) { found.append($0) } }
        place = end
    }
    grammar.finish { found.append($0) }
    return found.map { message in
        let day = message.date.parts(grammar.order.verdict).map { "\($0.year)-\($0.month)-\($0.day)" } ?? "?"
        let author = message.author ?? "-"
        return
            "\(message.line) \(day) \(message.secondOfDay) \(author): \(message.text)\(message.isEdited ? " (e)" : "")"
    }
}

private func messages(_ text: String, size: Int = 1 << 20) -> [String] { messages(Array(text.utf8), size: size) }

@Suite("Exported chats")
struct ChatGrammarTests {
    @Test(
        "every known head of a message is read",
        arguments: [
            ("13/3/24, 3:45 p.\u{A0}m. - Ana: hola", "1 2024-3-13 56700 Ana: hola"),
            ("13/3/24, 3:45\u{202F}p.\u{A0}m. - Ana: hola", "1 2024-3-13 56700 Ana: hola"),
            ("3/13/24, 12:05 AM - Ana: hola", "1 2024-3-13 300 Ana: hola"),
            ("13/03/2024 15:45 - Ana: hola", "1 2024-3-13 56700 Ana: hola"),
            ("[13/03/24, 15:45:10] Ana: hola", "1 2024-3-13 56710 Ana: hola"),
            ("\u{200E}[13/3/24, 3:45:10\u{202F}p.m.] ~\u{A0}Ana: hola", "1 2024-3-13 56710 Ana: hola"),
            ("[3/13/24, 3:45:10\u{202F}PM] Ana: \u{200E}image omitted", "1 2024-3-13 56710 Ana: \u{200E}image omitted"),
            ("2024-03-13, 15:45 - Ana: hola", "1 2024-3-13 56700 Ana: hola"),
            ("13.03.24, 15:45 – Ana: hola", "1 2024-3-13 56700 Ana: hola"),
            ("\u{FEFF}13/3/24, 0:05 - Ana:", "1 2024-3-13 300 Ana: "),
            ("13/3/24, 15:45 - Ana creó el grupo", "1 2024-3-13 56700 -: Ana creó el grupo"),
            ("13/3/24, 15:45 - +57 300 1234567: x: y", "1 2024-3-13 56700 +57 300 1234567: x: y"),
            ("13/3/24, 15:45 - Ana: pagó <Se editó este mensaje.>", "1 2024-3-13 56700 Ana: pagó (e)"),
        ]
    )
    func heads(_ text: String, _ expected: String) {
        #expect(messages(text) == [expected])
        #expect(messages(text, size: 1) == [expected])
    }

    @Test("lines without a head belong to the message before, whatever they look like")
    func manyLines() {
        let text = "13/3/24, 15:45 - Ana: uno\r\n\r\n25:99 x\r\n32/13/24, 15:45 - no\r\n14/3/24, 8:00 - Luis: dos\r\n"
        #expect(
            messages(text) == [
                "1 2024-3-13 56700 Ana: uno\n\n25:99 x\n32/13/24, 15:45 - no", "5 2024-3-14 28800 Luis: dos",
            ]
        )
    }

    @Test("the order of day and month is told from the whole file")
    func order() {
        func order(_ lines: [String]) -> (ChatDate.Order, Bool) {
            var grammar = ChatGrammar()
            Array(lines.joined(separator: "\n").utf8).withUnsafeBytes { grammar.feed($0) { _ in } }
            grammar.finish { _ in }
            return (grammar.order.verdict, grammar.order.isGuess)
        }
        #expect(order(["1/2/24, 15:45 - A: x", "2/13/24, 15:45 - A: x"]) == (.monthFirst, false))
        #expect(order(["1/2/24, 15:45 - A: x", "13/2/24, 15:45 - A: x"]) == (.dayFirst, false))
        #expect(
            order(["1/2/24, 15:45 - A: x", "1/12/24, 15:45 - A: x", "2/3/24, 15:45 - A: x"]) == (.monthFirst, false)
        )
        #expect(order(["5/2/24, 15:45 - A: x", "1/3/24, 15:45 - A: x"]) == (.dayFirst, false))
        #expect(order(["1/2/24, 3:45 PM - A: x"]) == (.monthFirst, false))
        #expect(order(["1/2/24, 3:45 p. m. - A: x"]) == (.dayFirst, false))
        #expect(order(["1/2/24, 15:45 - A: x"]) == (.dayFirst, true))
    }

    @Test("10,000 mutations and every cut give messages, and pieces of any size the same ones")
    func mutations() {
        var random = SeededGenerator(seed: 5)
        let seed = Array(
            "[13/03/24, 15:45:10\u{202F}p.m.] ~ Ana: hola\n13/3/24, 3:45 p. m. - L: <Se editó este mensaje.>\n".utf8
        )
        for count in 0...seed.count { _ = messages(Array(seed[..<count])) }
        for _ in 0..<10_000 {
            var bytes = seed
            for _ in 0..<Int.random(in: 1...4, using: &random) { bytes = mutated(bytes, &random) }
            #expect(messages(bytes) == messages(bytes, size: Int.random(in: 1...30, using: &random)))
        }
    }
}
