import Foundation
import Intake
import Testing

/// Every table of a file as lines: `table: columns`, then the rows.
func dump(_ reader: some SourceReader) throws -> [String] {
    var lines: [String] = []
    for table in reader.tableNames {
        let columns = try reader.columns(of: table).map(\.name)
        lines.append("\(table): \(columns.joined(separator: " "))")
        try reader.read(table, columns: columns) { row in
            lines.append("  \(row.number) | " + row.values.map(shown).joined(separator: " | "))
        }
    }
    return lines
}

private func shown(_ value: RawValue) -> String {
    switch value {
    case .null: "-"
    case .integer(let number): "\(number)"
    case .real(let number): "\(number)r"
    case .text(let text): text
    case .blob(let bytes): "blob\(bytes)"
    }
}

private func dump(_ text: String, named name: String = "copia.json") throws -> [String] {
    let scratch = try Scratch()
    return try dump(JSONReader(path: scratch.write("file", Array(text.utf8)), fileName: name))
}

@Suite("Reading JSON")
struct JSONReaderTests {
    @Test("a list of objects is a table named by the file; nested objects and lists become columns")
    func rootList() throws {
        let text = #"""
            [{"nombre":"Ana","direccion":{"ciudad":"Cali","geo":{"lat":3.4}},"telefonos":["1","2"],"activo":true},
             {"nombre":"Luis","saldo":150000.5,"direccion":null}]
            """#
        #expect(
            try dump(text, named: "clientes.json") == [
                "clientes: _id nombre direccion.ciudad direccion.geo.lat telefonos activo saldo",
                "  1 | 0 | Ana | Cali | 3.4r | [\"1\",\"2\"] | true | -",
                "  2 | 1 | Luis | - | - | - | - | 150000.5r",
            ]
        )
    }

    @Test("lines of objects are read like a list, one line alone when the ending says so")
    func lines() throws {
        let expected = ["a: _id x", "  1 | 0 | 1", "  2 | 1 | dos"]
        #expect(try dump("{\"x\":1}\n{\"x\":\"dos\"}\n", named: "a.json") == expected)
        #expect(try dump("{\"x\":1}", named: "a.ndjson") == ["a: _id x", "  1 | 0 | 1"])
    }

    @Test("an object of lists gives a table for each; what stands beside them is one row")
    func objectOfLists() throws {
        let text = #"""
            {"version":3,"clientes":[{"id":1}],"abonos":[{"cliente":1,"valor":5},null,{"valor":7}],"vacio":[]}
            """#
        #expect(
            try dump(text) == [
                "abonos: _id cliente valor", "  1 | 0 | 1 | 5", "  2 | 2 | - | 7", "clientes: _id id", "  1 | 0 | 1",
                "copia: version", "  1 | 3",
            ]
        )
    }

    @Test("a tree of users, clients, credits and payments gives four tables, linked by ids")
    func firebaseTree() throws {
        let text = #"""
            {"users":{"kJ8sQzT1vXa2LmNoPq34":{"clients":{
              "-NabcdefghijklmnopQ1":{"nombre":"Ana","credits":{"c1":{"monto":100,"payments":{
                 "1":{"valor":5},"2":{"valor":6}}}}},
              "-NabcdefghijklmnopQ2":{"nombre":"Luis","credits":{"c2":{"monto":200},"c3":{"monto":300,"payments":{"9":{"valor":7}}}}}
            }}}}
            """#
        #expect(
            try dump(text) == [
                "users: _id", "  1 | kJ8sQzT1vXa2LmNoPq34",
                "users/clients: _id _parent nombre",
                "  1 | -NabcdefghijklmnopQ1 | kJ8sQzT1vXa2LmNoPq34 | Ana",
                "  2 | -NabcdefghijklmnopQ2 | kJ8sQzT1vXa2LmNoPq34 | Luis",
                "users/clients/credits: _id _parent _parent2 monto",
                "  1 | c1 | -NabcdefghijklmnopQ1 | kJ8sQzT1vXa2LmNoPq34 | 100",
                "  2 | c2 | -NabcdefghijklmnopQ2 | kJ8sQzT1vXa2LmNoPq34 | 200",
                "  3 | c3 | -NabcdefghijklmnopQ2 | kJ8sQzT1vXa2LmNoPq34 | 300",
                "users/clients/credits/payments: _id _parent _parent2 _parent3 valor",
                "  1 | 1 | c1 | -NabcdefghijklmnopQ1 | kJ8sQzT1vXa2LmNoPq34 | 5",
                "  2 | 2 | c1 | -NabcdefghijklmnopQ1 | kJ8sQzT1vXa2LmNoPq34 | 6",
                "  3 | 9 | c3 | -NabcdefghijklmnopQ2 | kJ8sQzT1vXa2LmNoPq34 | 7",
            ]
        )
    }

    @Test("a Firestore export with collections below documents, typed values and timestamps")
    func firestoreExport() throws {
        let text = #"""
            {"__collections__":{"clientes":{"AbCdEfGhIjKlMnOpQr12":{"nombre":{"stringValue":"Ana"},
              "creado":{"__datatype__":"timestamp","value":{"_seconds":1767225600,"_nanoseconds":0}},
              "__collections__":{"prestamos":{"p1":{"monto":{"integerValue":"500"},"__collections__":{}},
                "p2":{"monto":{"doubleValue":7.5}}}}}}}}
            """#
        #expect(
            try dump(text) == [
                "clientes: _id nombre creado", "  1 | AbCdEfGhIjKlMnOpQr12 | Ana | 2026-01-01T00:00:00Z",
                "clientes/prestamos: _id _parent monto", "  1 | p1 | AbCdEfGhIjKlMnOpQr12 | 500",
                "  2 | p2 | AbCdEfGhIjKlMnOpQr12 | 7.5r",
            ]
        )
    }

    @Test("maps of maps and maps of lists have rows at the bottom only")
    func mapsOfMaps() throws {
        let maps = #"{"pagos":{"101":{"-NabcdefghijklmnopQ1":{"v":1}},"102":{"-NabcdefghijklmnopQ2":{"v":2}}}}"#
        #expect(
            try dump(maps) == [
                "pagos: _id _parent v", "  1 | -NabcdefghijklmnopQ1 | 101 | 1", "  2 | -NabcdefghijklmnopQ2 | 102 | 2",
            ]
        )
        let lists = #"{"pagos":{"101":[{"v":1},{"v":2}],"102":[{"v":3}]}}"#
        let rows = ["  1 | 0 | 101 | 1", "  2 | 1 | 101 | 2", "  3 | 0 | 102 | 3"]
        #expect(try dump(lists) == ["pagos: _id _parent v"] + rows)
    }

    @Test("names are ids where the objects are alike, and columns where they repeat in every row")
    func namesOrIDs() throws {
        let names = #"{"rutas":{"norte":{"cobrador":"A","base":1},"sur":{"cobrador":"B"}},"config":{"moneda":"COP"}}"#
        #expect(
            try dump(names) == [
                "copia: config.moneda", "  1 | COP", "rutas: _id cobrador base", "  1 | norte | A | 1",
                "  2 | sur | B | -",
            ]
        )
        let homes = (1...4).map { #"{"casa":{"calle":"\#($0)"},"trabajo":{"calle":"T\#($0)"}}"# }
        let lines = try dump("[\(homes.joined(separator: ","))]")
        #expect(lines[0] == "copia: _id casa.calle trabajo.calle")
        #expect(lines.count == 5)
        let twins = #"{"prestamos":{"1":{"m":1}},"pagados":{"2":{"m":2}}}"#
        #expect(try dump(twins).filter { !$0.hasPrefix(" ") } == ["pagados: _id m", "prestamos: _id m"])
    }

    @Test("MongoDB's lines keep their own ids, which nested rows name")
    func mongo() throws {
        let text = #"""
            {"_id":{"$oid":"65a1"},"monto":{"$numberLong":"500"},"fecha":{"$date":"2026-01-05T10:00:00Z"},"pagos":[{"v":1},{"v":2}]}
            {"_id":{"$oid":"65a2"},"monto":{"$numberDecimal":"7.50"},"pagos":[]}
            """#
        #expect(
            try dump(text, named: "prestamos.json") == [
                "prestamos: _id monto fecha", "  1 | 65a1 | 500 | 2026-01-05T10:00:00Z", "  2 | 65a2 | 7.5r | -",
                "prestamos/pagos: _id _parent v", "  1 | 0 | 65a1 | 1", "  2 | 1 | 65a1 | 2",
            ]
        )
    }

    @Test("a field that stands twice in a row keeps its last value and is said")
    func doubled() throws {
        let scratch = try Scratch()
        let path = try scratch.write("f", Array(#"[{"a":1,"a":2}]"#.utf8))
        let reader = try JSONReader(path: path, fileName: "x.json")
        #expect(try dump(reader) == ["x: _id a", "  1 | 0 | 2"])
        #expect(reader.notices.count == 1)
    }

    @Test("a map of ten thousand names is one table, and ten thousand flags are one cell's worth of nothing")
    func wide() throws {
        let many = (0..<10_000).map { #""cliente \#($0)x":{"saldo":\#($0)}"# }
        #expect(try dump("{\(many.joined(separator: ","))}").count == 10_001)
        let flags = (0..<2_000).map { #""n\#($0)x":true"# }
        let lines = try dump(#"[{"a":1,"dias":{\#(flags.joined(separator: ","))}},{"a":2}]"#)
        #expect(lines[0] == "copia: _id a dias")
        #expect(lines.count == 3)
        #expect(throws: IntakeError.self) { try dump("[{\(flags.joined(separator: ","))}]") }
    }

    @Test("errors tell file, line and byte, and never the content")
    func errors() throws {
        let error = try #require(throws: IntakeError.self) { try dump("[{\"a\":1},\n{\"a\":Ana}]", named: "r/x.json") }
        #expect(error.code == .damaged)
        #expect(error.message.hasPrefix("r/x.json, line 2, byte 6:"))
        #expect(try #require(throws: IntakeError.self) { try dump("[{\"a\":1}") }.code == .truncated)
        #expect(try #require(throws: IntakeError.self) { try dump("[1,2]") }.code == .foreign)
        #expect(try #require(throws: IntakeError.self) { try dump("7") }.code == .foreign)
    }

    @Test("10,000 mutations of a tree end in an error or in rows")
    func mutations() throws {
        var random = Mutations(seed: 7)
        let scratch = try Scratch()
        let seeds = [
            #"{"u":{"1":{"c":[{"a":1,"b":{"d":[1,{"x":2}]}},null,{"a":2}]},"-NabcdefghijklmnopQ1":{"c":{"9":{"a":3}}}},"v":2}"#,
            #"[{"_id":{"$oid":"65"},"m":{"mapValue":{"fields":{"x":{"integerValue":"5"}}}},"l":[[1],[2]]},{"__collections__":{"p":{"1":{"a":1}}}}]"#,
        ].map { Array($0.utf8) }
        for round in 0..<10_000 {
            var bytes = seeds[round % 2]
            for _ in 0..<(round % 4 + 1) { bytes = random.mutated(bytes) }
            let path = try scratch.write("f", bytes)
            do {
                _ = try dump(JSONReader(path: path, fileName: "x.json"))
            } catch is IntakeError {}
        }
    }
}
