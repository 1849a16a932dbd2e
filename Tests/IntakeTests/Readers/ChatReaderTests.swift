import Intake
import Testing

@Suite("Reading chats")
struct ChatReaderTests {
    private static let chat = """
        13/3/24, 7:00 a. m. - Los mensajes están cifrados de extremo a extremo.
        13/3/24, 3:45 p. m. - Cobros Norte: Hola *Ana*, se registró tu abono
        • Fecha: *13/03/2024 3:44 p. m.*
        • Valor abono: *$25.000*
        • Nuevo saldo: *$480.000*
        Gracias
        13/3/24, 3:46 p. m. - Ana: gracias
        14/3/24, 8:00 a. m. - Cobros Norte: Hola *Ana*, se registró tu abono
        • Fecha: *13/03/2024 3:44 p. m.*
        • Valor abono: *$25.000*
        • Nuevo saldo: *$450.000*
        Gracias
        14/3/24, 6:00 p. m. - Cobros Norte: Resumen\u{20}
        Ruta: Norte
        Caja inicial: 100.000
        Cobranza: 25.000,50
        Caja final: 125.000
        """

    @Test("messages, receipts and day summaries are tables; a receipt sent again names the first")
    func tables() throws {
        let scratch = try Scratch()
        let reader = try ChatReader(path: scratch.write("f", Array(Self.chat.utf8)), fileName: "chat.txt")
        #expect(reader.notices.isEmpty)
        let lines = try dump(reader)
        #expect(
            lines.filter { !$0.contains("messages") }.filter { $0.contains("|") }.filter { !$0.contains("cifrados") }[0]
                == "  1 | 2024-03-14 | 18:00:00 | Cobros Norte | Norte | - | 100000 | 25000.50 | - | - | 125000 | 13 | -"
        )
        let receipts = Array(lines[(lines.firstIndex { $0.hasPrefix("receipts:") } ?? 0)...])
        #expect(
            receipts.dropFirst() == [
                "  1 | 2024-03-13 | 15:45:00 | Cobros Norte | payment | Ana | 25000 | 480000 | - | 2024-03-13 | 15:44:00 | - | - | - | - | - | 2 | -",
                "  2 | 2024-03-14 | 08:00:00 | Cobros Norte | payment | Ana | 25000 | 450000 | - | 2024-03-13 | 15:44:00 | - | - | - | - | - | 8 | 2",
            ]
        )
        #expect(ChatReader.recognises(Array(Self.chat.utf8)))
        #expect(!ChatReader.recognises(Array("a,b\n13/3/24,5\n".utf8)))
    }

    @Test("a file without messages is refused; dates that can be read two ways are said")
    func oddFiles() throws {
        let scratch = try Scratch()
        let path = try scratch.write("f", Array("hola\n".utf8))
        let error = try #require(throws: IntakeError.self) { try ChatReader(path: path, fileName: "chat.txt") }
        #expect(error.code == .foreign)
        let other = try scratch.write("g", Array("x\n1/2/24, 15:45 - A: x".utf8))
        #expect(try ChatReader(path: other, fileName: "chat.txt").notices.count == 2)
    }

    @Test("10,000 mutations of a chat end in an error or in rows")
    func mutations() throws {
        var random = Mutations(seed: 9)
        let scratch = try Scratch()
        for _ in 0..<10_000 {
            var bytes = Array(Self.chat.utf8)
            for _ in 0..<4 { bytes = random.mutated(bytes) }
            let path = try scratch.write("f", bytes)
            do {
                _ = try dump(ChatReader(path: path, fileName: "x.txt"))
            } catch is IntakeError {}
        }
    }
}
