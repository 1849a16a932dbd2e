import Storage
import TestSupport
import Testing

@Suite("the order of texts")
struct TextOrderTests {
    /// Whether the server that the tests start can put texts in the order of a language (from 15 on).
    private static let hasLanguages: Bool = {
        let version = try? TestDatabase(.postgres).database.withReader { connection in
            try connection.firstRow("SELECT current_setting('server_version_num')::bigint") { try $0.integer(0) }
        }
        return (version ?? nil ?? 0) >= 150_000
    }()

    private static func sorted(_ texts: [String], _ engine: Engine) throws -> [String] {
        let test = try TestDatabase(engine)
        return try test.database.withWriter { connection in
            try connection.executeScript("CREATE TABLE word (id TEXT NOT NULL PRIMARY KEY)")
            for text in texts { try connection.execute("INSERT INTO word (id) VALUES ($1)", [.text(text)]) }
            return try connection.rows("SELECT id FROM word ORDER BY id") { try $0.text(0) }
        }
    }

    @Test("the test server sorts as an operator's does, not by bytes", .enabled(if: hasLanguages))
    func language() throws {
        #expect(try Self.sorted(["Zuluaga", "ñapa", "nube", "oso", "Árbol"], .postgres).first == "Árbol")
        #expect(try Self.sorted(["a", "B"], .postgres) == ["a", "B"])
    }

    @Test("ids stand in one order on both engines, whatever the language", arguments: Engine.allCases)
    func ids(engine: Engine) throws {
        var random = SeededRandom(seed: 5)
        let alphabet = Array("0123456789abcdefghjkmnpqrstvwxyz")
        let ids = (0..<500).map { _ in
            "pm_" + String((0..<26).map { _ in alphabet[Int.random(in: 0..<32, using: &random)] })
        }
        #expect(try Self.sorted(ids, engine) == ids.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) })
    }
}
