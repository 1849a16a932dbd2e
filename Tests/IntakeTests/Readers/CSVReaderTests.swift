import Foundation
import Intake
import Testing

/// All rows of a table, with an empty text for an empty cell.
func texts(_ reader: some SourceReader, _ table: String) throws -> [[String]] {
    let names = try reader.columns(of: table).map(\.name)
    var rows: [[String]] = []
    try reader.read(table, columns: names) { row in
        rows.append(
            row.values.map { value in
                switch value {
                case .null: ""
                case .text(let text): text
                case .integer(let number): String(number)
                case .real(let number): String(number)
                case .blob: "bytes"
                }
            }
        )
    }
    return rows
}

@Suite("CSV files as sources")
struct CSVReaderTests {
    private func reader(_ text: String, _ name: String = "backup.csv") throws -> CSVReader {
        let scratch = try Scratch()
        return try CSVReader(path: scratch.write("copy", Array(text.utf8)), fileName: name)
    }

    /// The column lists that are mailed today, each with a row as its program writes it.
    static let layouts: [(name: String, text: String, columns: Int)] = [
        (
            "active loans",
            """
            RUTA,CLIENTE,TELEFONO,DIRECCION,PRESTADO,CUOTAS,ABONOS,SALDO,VALOR CUOTA,INICIO,FECHA ULTIMO PAGO
            Centro,Ana Uno,3000000001,Calle 1 - Cali,200000,24,3,170000,10000,01/07/2026,04/07/2026
            """, 11
        ),
        (
            "clients, nothing escaped",
            """
            \u{FEFF}"Código";"Nome";"Documento";"Telefone";"Email";"Endereço";"Rota";"Saldo Devedor";"Empréstimos Ativos";\
            "Total Empréstimos";"Status";"Data Cadastro"
            "1";"Tienda "La 14"";"1001";"300";"";"Calle 5 "alta"";"Centro";"1.234,50";"1";"3";"ativo";"01/07/2026"
            """, 12
        ),
        (
            "credits",
            """
            \u{FEFF}ID,Cliente,Cedula,Telefono,Monto Financiado,Interes (%),Frecuencia,Saldo Pendiente,Estado
            7,Ana Uno,1001,300,240000,20,Diario,170000,Activo
            """, 9
        ),
        (
            "day table",
            """
            Fecha;Cobrador;Ruta;Base;Prestado;Cobrado;Seguros;Gastos;Teórico;Estado;Diferencia
            01/07/2026;Uno;Centro;500.000;0;10.000;0;0;510.000;cerrada;0
            """, 11
        ),
        (
            "payments",
            """
            ID,Fecha de Pago,Cobrador,Cliente,Monto,Porción Principal,Porción Interés,Falta para Cuota,Número Cuota,\
            Cuotas Pendientes,Balance Crédito,Tipo de Pago,Estado,Fecha de Creación
            1,2026-07-04,Uno,Ana,"10,000.00",8333,1667,0,3,21,170000,total,pagado,2026-07-04 10:00
            """, 14
        ),
    ]

    @Test("the column lists of today's exports are found whole", arguments: layouts.indices)
    func layout(index: Int) throws {
        let layout = Self.layouts[index]
        let reader = try reader(layout.text)
        #expect(reader.tableNames == ["backup"])
        #expect(try reader.columns(of: "backup").count == layout.columns, "\(layout.name)")
        let rows = try texts(reader, "backup")
        #expect(rows.count == 1)
        #expect(rows[0].count == layout.columns)
        #expect(reader.notices.isEmpty)
    }

    @Test("inner quotation marks of the clients list stay in their cells")
    func innerMarks() throws {
        let row = try texts(reader(Self.layouts[1].text), "backup")[0]
        #expect(row[1] == "Tienda \"La 14\"" && row[5] == "Calle 5 \"alta\"" && row[7] == "1.234,50")
    }

    @Test("the header is found below title rows, and a total row is a row")
    func titles() throws {
        let text = """
            Cierre de caja,,,
            Fecha:,2026-07-04,Cobrador:,Uno
            ,,,

            #,Cliente , Monto Cuota,Cobrado
            1,Ana,10000,10000
            2,Luis,20000,
            Total,,30000,10000

            """
        let reader = try reader(text, "ruta 1/cierre.caja.csv")
        #expect(reader.tableNames == ["cierre.caja"])
        #expect(try reader.columns(of: "cierre.caja").map(\.name) == ["#", "Cliente", "Monto Cuota", "Cobrado"])
        var numbers: [Int64] = []
        try reader.read("cierre.caja", columns: ["Cobrado", "#"]) { row in
            numbers.append(row.number)
            if row.number == 7 { #expect(row.values == [.null, .text("2")]) }
        }
        #expect(numbers == [6, 7, 8])
    }

    @Test("equal names are numbered and empty ones are called by their place")
    func names() throws {
        let reader = try reader("Saldo,,Saldo,\"VALOR\nCUOTA\",Saldo\n1,2,3,4,5,6\n")
        let names = try reader.columns(of: "backup").map(\.name)
        #expect(names == ["Saldo", "column 2", "Saldo (2)", "VALOR CUOTA", "Saldo (3)", "column 6"])
        #expect(try texts(reader, "backup") == [["1", "2", "3", "4", "5", "6"]])
    }

    @Test("a remark beside a few rows does not hide the header, and protected numerals are read plainly")
    func remarks() throws {
        let body = (1...12).map { "c\($0);\($0);\"=\"\"00\($0)\"\"\"\($0 == 3 ? ";;;ojo" : "")" }
        let reader = try reader("Planilla\nCliente;Saldo;Cédula\n" + body.joined(separator: "\n") + "\n")
        #expect(try reader.columns(of: "backup").map(\.name).prefix(3) == ["Cliente", "Saldo", "Cédula"])
        let rows = try texts(reader, "backup")
        #expect(rows.count == 12)
        #expect(rows[0].prefix(3) == ["c1", "1", "001"])
        #expect(rows[2].last == "ojo")
    }

    @Test("a file without a header, of one column, or of a header alone is read")
    func oddShapes() throws {
        let bare = try reader("1;3000000001;200000\n2;3000000002;100000\n")
        #expect(try bare.columns(of: "backup").map(\.name) == ["column 1", "column 2", "column 3"])
        #expect(try texts(bare, "backup").count == 2)
        let single = try reader("Cliente\nAna\nLuis\n")
        #expect(try texts(single, "backup") == [["Ana"], ["Luis"]])
        let alone = try reader("Cliente;Saldo\n")
        #expect(try alone.columns(of: "backup").map(\.name) == ["Cliente", "Saldo"])
        #expect(try texts(alone, "backup").isEmpty)
    }

    @Test("faults that cost a cell are told with their line and without the cell")
    func notices() throws {
        let head = "Cliente;Saldo\n" + (0..<100).map { "c\($0);\($0)\n" }.joined()
        let reader = try reader(head + "\"Persona;1\n\"x\";2\ny;3;sobra\n")
        let rows = try texts(reader, "backup")
        #expect(rows.count == 103)
        #expect(rows[100] == ["Persona", "1"])
        #expect(reader.notices.count == 2)
        #expect(reader.notices[0].contains("line 102") && reader.notices[1].contains("line 104"))
        #expect(!reader.notices.joined().contains("Persona"))
    }

    @Test("what is no text table is refused with its own code and a remedy")
    func refused() throws {
        let scratch = try Scratch()
        let cases: [([UInt8], IntakeError.Code)] = [
            ([], .truncated), ((0..<4096).map { UInt8(truncatingIfNeeded: $0 &* 151 &+ 17) }, .notADatabase),
            (Array("a,b\n".utf8) + [UInt8](repeating: 0x2C, count: 1_000_000), .tooLarge),
            (Array((0..<600).map { "c\($0)" }.joined(separator: ",").utf8), .tooLarge),
        ]
        for (bytes, code) in cases {
            let path = try scratch.write("bad", bytes)
            let error = try #require(throws: IntakeError.self) { _ = try CSVReader(path: path, fileName: "malo.csv") }
            #expect(error.code == code)
            #expect(error.message.hasPrefix("malo.csv"))
            #expect(error.message.split(separator: ". ").count > 1, "a remedy follows: \(error.message)")
        }
        let error = try #require(throws: IntakeError.self) {
            _ = try CSVReader(path: scratch.file("none"), fileName: "malo.csv")
        }
        #expect(error.code == .notFound)
        let sound = try reader("a,b\n1,2\n")
        #expect(throws: IntakeError.self) { try sound.read("otra", columns: []) { _ in } }
        #expect(throws: IntakeError.self) { try sound.read("backup", columns: ["c"]) { _ in } }
    }
}
