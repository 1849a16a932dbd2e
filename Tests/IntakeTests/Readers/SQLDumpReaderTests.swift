import Intake
import Testing

private func dump(_ text: String) throws -> [String] {
    let scratch = try Scratch()
    return try dump(SQLDumpReader(path: scratch.write("f", Array(text.utf8)), fileName: "copia.sql"))
}

@Suite("Reading SQL dumps")
struct SQLDumpReaderTests {
    static let sqlite = #"""
        PRAGMA foreign_keys=OFF;
        BEGIN TRANSACTION;
        CREATE TABLE IF NOT EXISTS "clientes" (id INTEGER PRIMARY KEY, key TEXT NOT NULL DEFAULT 'a,b(', saldo REAL, foto BLOB,
          UNIQUE (id, key), CHECK (saldo > 0));
        INSERT INTO clientes VALUES(1,'D''Ana; -- no',-25000.5,X'CAFE');
        INSERT INTO "clientes"(key,id) VALUES(replace(replace('uno\ndos\r','\r',char(13)),'\n',char(10)),2),('C:\',3);
        INSERT INTO clientes VALUES(4,unistr('a\u000ab'),1e3,NULL);
        CREATE TRIGGER t AFTER INSERT ON clientes BEGIN UPDATE x SET a = 1; INSERT INTO clientes VALUES(9,'no',1,NULL); END;
        CREATE TABLE vacia(a);
        DELETE FROM sqlite_sequence;
        INSERT INTO sqlite_sequence VALUES('clientes',4);
        COMMIT;
        """#

    @Test("a dump of sqlite3, with texts over lines, triggers and empty tables")
    func sqliteDump() throws {
        #expect(
            try dump(Self.sqlite) == [
                "clientes: id key saldo foto", "  1 | 1 | D'Ana; -- no | -25000.5r | blob[202, 254]",
                "  2 | 2 | uno\ndos\r | - | -", "  3 | 3 | C:\\ | - | -", "  4 | 4 | a\nb | 1000.0r | -", "vacia: a",
            ]
        )
    }

    static let mysql = #"""
        -- MySQL dump 10.13
        /*!40101 SET NAMES utf8 */;
        DROP TABLE IF EXISTS `pagos`;
        CREATE TABLE `pagos` (
          `id` int unsigned NOT NULL AUTO_INCREMENT COMMENT 'el, id)',
          `nota` varchar(20) DEFAULT NULL,
          `valor` decimal(10,2) NOT NULL,
          PRIMARY KEY (`id`),
          KEY `idx_nota` (`nota`)
        ) ENGINE=InnoDB;
        LOCK TABLES `pagos` WRITE;
        INSERT INTO `pagos` VALUES (1,'it\'s \"x\"\n\\',20.50),(2,NULL,-3),(3,_binary 'ab',0xCAFE);
        # otra
        INSERT IGNORE INTO `pagos` (`id`, `valor`) VALUES (4, 7) ON DUPLICATE KEY UPDATE valor=VALUES(valor);
        DELIMITER ;;
        CREATE TRIGGER x BEGIN INSERT INTO `pagos` VALUES (9,'',1); END ;;
        DELIMITER ;
        """#

    @Test("a dump of MySQL, with backslashes, backticks, comments and triggers")
    func mysqlDump() throws {
        #expect(
            try dump(Self.mysql) == [
                "pagos: id nota valor", "  1 | 1 | it's \"x\"\n\\ | 20.5r", "  2 | 2 | - | -3",
                "  3 | 3 | blob[97, 98] | blob[202, 254]", "  4 | 4 | - | 7",
            ]
        )
    }

    static let postgres = #"""
        --
        -- PostgreSQL database dump
        --
        \restrict abc
        SET standard_conforming_strings = on;
        CREATE FUNCTION public.f() RETURNS trigger LANGUAGE plpgsql AS $_$ BEGIN; INSERT INTO x VALUES (1); END; $_$;
        CREATE TABLE public.abonos (
            id bigint NOT NULL,
            valor numeric(12,2) DEFAULT 0.00,
            nota character varying(20),
            hecho timestamp with time zone,
            activo boolean
        );
        CREATE TABLE otro.cosas (a text);
        COPY public.abonos (id, valor, nota, hecho, activo) FROM stdin;
        1	20000.50	uno\tdos\\\n	2024-03-13 10:00:00-05	t
        2	\N	\N	\N	f
        \.

        INSERT INTO public.abonos VALUES (3, 5, E'a\'b', '2024-03-13'::timestamp with time zone, true);
        INSERT INTO otro.cosas (a) VALUES ($$x;y$$), ('C:\'), (now());
        """#

    @Test("a dump of PostgreSQL, with COPY blocks, casts and functions")
    func postgresDump() throws {
        #expect(
            try dump(Self.postgres) == [
                "abonos: id valor nota hecho activo", "  1 | 1 | 20000.5r | uno\tdos\\\n | 2024-03-13 10:00:00-05 | t",
                "  2 | 2 | - | - | - | f", "  3 | 3 | 5 | a'b | 2024-03-13 | true", "otro.cosas: a", "  1 | x;y",
                "  2 | C:\\", "  3 | -",
            ]
        )
    }

    @Test("rows without a table's declaration name their columns, or number them")
    func undeclared() throws {
        #expect(
            try dump("INSERT INTO a VALUES (1,2);INSERT INTO b(x) VALUES (3);") == [
                "a: c1 c2", "  1 | 1 | 2", "b: x", "  1 | 3",
            ]
        )
    }

    @Test("what was not followed or left out is said")
    func notices() throws {
        let scratch = try Scratch()
        let text = "BEGIN;CREATE TABLE a(x,y);INSERT INTO a VALUES (1,2),(3),(4,now());UPDATE a SET x=1;"
        let reader = try SQLDumpReader(path: scratch.write("f", Array(text.utf8)), fileName: "x.sql")
        #expect(try dump(reader) == ["a: x y", "  1 | 1 | 2", "  2 | 4 | -"])
        #expect(reader.notices.count == 4)
    }

    @Test("every cut of a dump is an error, or leaves whole rows only")
    func truncations() throws {
        for text in [Self.sqlite, Self.mysql, Self.postgres] {
            let whole = Set(try dump(text).flatMap { $0.split(separator: "\n") })
            for count in 1..<text.utf8.count {
                do {
                    let lines = try dump(String(decoding: Array(text.utf8.prefix(count)), as: UTF8.self))
                    for line in lines.flatMap({ $0.split(separator: "\n") }) { #expect(whole.contains(line)) }
                } catch is IntakeError {}
            }
        }
        let error = try #require(throws: IntakeError.self) { try dump("CREATE TABLE a(x);\nINSERT INTO a VALUES ('x") }
        #expect(error.code == .truncated)
        #expect(error.message.hasPrefix("copia.sql, line 2:"))
    }

    @Test("hostile dumps end soon: deep brackets, growing texts, endless names")
    func hostile() throws {
        let deep = "INSERT INTO a VALUES (" + String(repeating: "(", count: 100_000)
        #expect(throws: IntakeError.self) { try dump(deep) }
        #expect(throws: IntakeError.self) { try dump("CREATE TABLE " + String(repeating: "x", count: 1_000) + "(a);") }
        let many = (0..<600).map { "c\($0)" }.joined(separator: ",")
        #expect(throws: IntakeError.self) { try dump("CREATE TABLE a(\(many));") }
        let long = String(repeating: "a", count: 10_000)
        let grown = "replace(replace('\(long)','a','\(long)'),'a','\(long)')"
        #expect(throws: IntakeError.self) { try dump("CREATE TABLE a(x);INSERT INTO a VALUES (\(grown));") }
    }

    @Test("10,000 mutations of dumps end in an error or in rows")
    func mutations() throws {
        var random = Mutations(seed: 13)
        let scratch = try Scratch()
        let seeds = [Self.sqlite, Self.mysql, Self.postgres].map { Array($0.utf8) }
        for round in 0..<10_000 {
            var bytes = seeds[round % 3]
            for _ in 0..<(round % 5 + 1) { bytes = random.mutated(bytes) }
            let path = try scratch.write("f", bytes)
            do {
                _ = try dump(SQLDumpReader(path: path, fileName: "x.sql"))
            } catch is IntakeError {}
        }
    }

    @Test("dumps are recognised by their beginning")
    func recognition() {
        for text in [Self.sqlite, Self.mysql, Self.postgres] { #expect(SQLDumpReader.recognises(Array(text.utf8))) }
        for text in ["a;b\n1;2", "{\"a\":1}", "-- nota\nhola", "", "[13/3/24, 1:00] A: SET "] {
            #expect(!SQLDumpReader.recognises(Array(text.utf8)))
        }
    }
}
