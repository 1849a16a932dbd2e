import Codecs
import Foundation
import Intake
import Lending
import LoanBook
import TestSupport
import Testing

@Suite("spreadsheets under csv-generic")
struct CSVGenericTests {
    private let scratch: Scratch
    private let book: TestBook
    private let profile: Profile

    init() throws {
        scratch = try Scratch()
        book = try TestBook()
        profile = try ProfileCatalog.shipped("csv-generic")
    }

    private func sync(_ files: [(name: String, text: String)]) throws -> SyncResult {
        for file in files { _ = try scratch.write("oficina/\(file.name)", Array(file.text.utf8)) }
        return try book.sync(scratch.file("oficina"), profile: profile)
    }

    /// One part of every person's data, in order.
    private func people(_ part: String) throws -> [String] {
        try book.texts("SELECT personal FROM customer").compactMap { personal in
            try JSONValue.parse(Array(personal.utf8))[part]?.text
        }
        .sorted()
    }

    private func total(_ path: KeyPath<Loan, Money>) throws -> Int64 {
        try book.loans().reduce(Money.zero) { $0 + $1[keyPath: path] }.minorUnits
    }

    @Test("the backup of active loans: names as keys, routes by field, last line of totals left out")
    func backup() throws {
        let result = try sync([
            (
                "backup.csv",
                """
                RUTA,CLIENTE,TELEFONO,DIRECCION,PRESTADO,CUOTAS,ABONOS,SALDO,VALOR CUOTA,INICIO,FECHA ULTIMO PAGO
                Norte,Ana Uno,3001112233,"Calle 1 - Cali",200000,24,40000,200000,10000,05/01/2026,09/01/2026
                Norte,Ana Uno,3001112233,"Calle 1 - Cali",100000,24,0,120000,5000,09/01/2026,
                Sur,Luis Dos,,"Calle 2 - Cali","1.000.000",24,"200.000","1.000.000","50.000",06/01/2026,10/01/2026
                TOTAL,,,,1300000,,240000,1320000,,,
                """
            )
        ])
        #expect(result.routes.sorted() == ["Norte", "Sur"])
        #expect(result.rejects.count == 0, "\(result.rejects.listed)")
        #expect(try book.customers().count == 2)
        #expect(try book.loans().count == 3)
        #expect(try total(\.outstanding) == 132_000_000)
        #expect(try total(\.terms.total) == 156_000_000)
        #expect(try book.loans().compactMap(\.terms.principal).reduce(.zero, +).minorUnits == 130_000_000)
        let sur = try #require(try book.routes().first { $0.name == "Sur" })
        #expect(sur.businessDate == CivilDate(year: 2026, month: 1, day: 10))
        #expect(try book.book.verify(tenant: book.tenant).isSound)
    }

    @Test("the list of credits: document, rate in the head, and the words of its states")
    func credits() throws {
        let result = try sync([
            (
                "creditos.csv",
                """
                \u{FEFF}ID,Cliente,Cedula,Telefono,Monto Financiado,Interes (%),Frecuencia,Saldo Pendiente,Estado
                1,Ana Uno,1.020,300,"$ 1,000,000.00",20,Diario,"$ 600,000.50",Activo
                2,Ana Uno,1020,300,"$ 500,000.00",20,Semanal,0,Cancelado
                3,Ana Uno,30,301,"$ 500,000.00","12,5",Quincenal,"562500,00",En mora
                4,Ana Uno,30,301,"$ 900,000.00",20,Mensual,"$ 1,080,000.00",Cancelado
                5,Luis Dos,40,302,"300.000",20,Interdiario,360.000,Castigado
                """
            )
        ])
        #expect(result.rejects.count == 0, "\(result.rejects.listed)")
        let loans = try book.loans()
        #expect(try book.customers().count == 3)
        #expect(loans.count == 4)
        #expect(loans.count { $0.status == .active } == 3)
        #expect(try total(\.outstanding) == 60_000_050 + 56_250_000 + 36_000_000)
        #expect(loans.compactMap(\.terms.flatRateBasisPoints).sorted() == [1_250, 2_000, 2_000, 2_000])
        #expect(result.notices.contains { $0.contains("1 loans are cancelled") })
    }

    @Test("the list of clients: semicolons, a BOM, quotes inside quotes; customers without loans")
    func clients() throws {
        let heads =
            "Código;Nome;Documento;Telefone;Email;Endereço;Rota;Saldo Devedor;Empréstimos Ativos;Total Empréstimos;"
            + "Status;Data Cadastro"
        let rows = [
            heads,
            "1;Ana Uno;123;119;a@b;Rua 1;Centro;1.200,00;1;3;ATIVO;01/02/2026",
            "2;Luis \"Lucho\" Dos;456;118;;Rua 2;Praia;0,00;0;1;INATIVO;02/02/2026",
        ]
        let quoted = rows.map { $0.split(separator: ";", omittingEmptySubsequences: false).map { "\"\($0)\"" } }
        let result = try sync([
            ("clientes.csv", "\u{FEFF}" + quoted.map { $0.joined(separator: ";") }.joined(separator: "\r\n"))
        ])
        #expect(result.routes.sorted() == ["Centro", "Praia"])
        #expect(result.rejects.count == 0, "\(result.rejects.listed)")
        #expect(try people("name") == ["Ana Uno", "Luis \"Lucho\" Dos"])
        #expect(try book.loans().isEmpty)
    }

    @Test("the workbooks of loans and of clients are joined by the name")
    func workbooks() throws {
        let loans = [
            ["Listado de préstamos"], ["Generado: 10/01/2026"], [],
            [
                "#", "Cliente", "Dirección", "Monto", "Total", "Pagado", "Pendiente", "Cuotas", "Frecuencia", "Estado",
                "Fecha Inicio", "Fecha Finalización",
            ],
            [
                "#1", "Ana Uno", "Calle 1", "#100000", "#120000", "#20000.5", "#99999.5", "#12", "Diario", "Activo",
                "05/01/2026", "17/01/2026",
            ],
            [
                "#2", "Luis Dos", "Calle 2", "#200000", "#240000", "#240000", "#0", "#24", "Semanal", "Finalizado",
                "@46027", "@46195",
            ],
            ["", "TOTAL", "", "#300000", "#360000", "#260000.5", "#99999.5"],
        ]
        let clients = [
            [
                "#", "Nombre", "Apellido", "Teléfono", "Dirección", "Categoría", "Ruta", "Tipo Negocio",
                "Límite Crédito",
            ],
            ["#1", "Ana", "Uno", "300", "Calle 1", "A", "Norte", "Tienda", "#500000"],
            ["#2", "Luis", "Dos", "301", "Calle 2", "B", "Norte", "Moto", "#0"],
            ["#3", "Eva", "Tres", "302", "Calle 3", "A", "Norte", "", "#0"],
        ]
        try write("prestamos.xlsx", loans)
        try write("clientes.xlsx", clients)
        let result = try book.sync(scratch.file("oficina"), profile: profile)
        #expect(result.routes == ["Norte"])
        #expect(result.rejects.count == 0, "\(result.rejects.listed)")
        #expect(try people("phone") == ["300", "301", "302"])
        let found = try book.loans().sorted { $0.terms.total < $1.terms.total }
        #expect(found.map(\.outstanding.minorUnits) == [9_999_950, 0])
        #expect(found.map(\.status) == [.active, .paid])
        #expect(found.map(\.terms.installmentCount) == [12, 24])
        #expect(found[1].terms.disbursedOn == CivilDate(year: 2026, month: 1, day: 5))
    }

    @Test("the reports of credits and payments: payments stand on the loan that had begun, undone ones do not count")
    func reports() throws {
        let result = try sync([
            (
                "creditos.csv",
                """
                ID,Cliente,Creador,Entregó,Monto,Interés,Total,Por Cuota,Pagado,Balance,Completadas,Esperadas,Vencidas,\
                Estado Pago,Estado de Retraso,Días Retraso,Frecuencia,Vencimiento,Creación
                7,Ana Uno,admin,Beto,100000,20,120000,10000,120000,0,12,12,0,Al día,Sin retraso,0,Diario,\
                20/12/2025,01/12/2025 08:30:00
                8,Ana Uno,admin,Beto,200000,20,240000,10000,30000,210000,3,4,1,Atrasado,Leve,1,Diario,\
                29/01/2026,05/01/2026 09:00:00
                """
            ),
            (
                "pagos.csv",
                """
                ID,Fecha de Pago,Cobrador,Cliente,Monto,Porción Principal,Porción Interés,Falta para Cuota,Número Cuota,\
                Cuotas Pendientes,Balance Crédito,Tipo de Pago,Estado,Fecha de Creación
                1,15/12/2025 10:00:00,Beto,Ana Uno,120000,100000,20000,0,12,0,0,Efectivo,Completado,15/12/2025 10:00:01
                2,06/01/2026 10:00:00,Beto,Ana Uno,10000,8333.33,1666.67,0,1,23,230000,Efectivo,Completado,06/01/2026
                3,07/01/2026 10:00:00,Beto,ANA  UNO,20000,16666.67,3333.33,0,3,21,210000,Nequi,Completado,07/01/2026
                4,07/01/2026 11:00:00,Beto,Ana Uno,50000,0,0,0,3,21,0,Efectivo,Anulado,07/01/2026
                Total,,,,200000,,,,,,,,,
                """
            ),
        ])
        #expect(result.rejects.count == 0, "\(result.rejects.listed)")
        let loans = try book.loans().sorted { $0.terms.total < $1.terms.total }
        #expect(loans.map(\.paid.minorUnits) == [12_000_000, 3_000_000])
        #expect(loans.map(\.outstanding.minorUnits) == [0, 21_000_000])
        #expect(loans.map(\.paymentsCount) == [1, 2])
        #expect(try book.payments().count == 3)
        #expect(try book.customers().count == 1)
        let findings = try book.findings()
        #expect(findings.isEmpty, "\(findings)")
        #expect(try book.routes().map(\.businessDate) == [CivilDate(year: 2026, month: 1, day: 7)])
    }

    @Test("a route sheet gives loans where it says what is owed, and else customers")
    func routeSheet() throws {
        func sheet(_ extra: (head: String, cells: [String])?) -> String {
            let head = "#,Préstamo,Cliente,Teléfono,Ruta,Cuota,Monto,Monto Original,Venc.,Fecha Fin,Cobrado,Modificada"
            let rows = [
                "1,P-1,Ana Uno,300,Norte,3/24,7000,10000,09/01/2026,29/01/2026,,Sí",
                "2,P-1,Ana Uno,300,Norte,4/24,10000,10000,10/01/2026,29/01/2026,,No",
                "3,P-2,Luis Dos,301,Norte,5/12,20000,20000,10/01/2026,20/01/2026,,No",
            ]
            let lines = ([head] + rows).enumerated().map { index, line in
                extra.map { "\(line),\(index == 0 ? $0.head : $0.cells[index - 1])" } ?? line
            }
            return "Planilla de cobros\nFecha,10/01/2026\n\n" + lines.joined(separator: "\n") + "\n"
        }
        _ = try sync([("planilla.csv", sheet(nil))])
        #expect(try book.customers().count == 2)
        #expect(try book.loans().isEmpty)
        let result = try sync([("planilla.csv", sheet(("Saldo Pendiente", ["217.000", "217.000", "160.000"])))])
        #expect(result.rejects.count == 0, "\(result.rejects.listed)")
        let loans = try book.loans().sorted { $0.terms.total > $1.terms.total || $0.outstanding > $1.outstanding }
        #expect(loans.map(\.outstanding.minorUnits) == [21_700_000, 16_000_000])
        #expect(loans.map(\.terms.total.minorUnits) == [24_000_000, 24_000_000])
        #expect(loans.map(\.terms.installmentCount) == [24, 12])
    }

    @Test("the close of a box gives its customers: it does not say what is owed")
    func boxClose() throws {
        try write(
            "cierre.xlsx",
            [
                ["Cierre de caja"], ["Fecha", "10/01/2026"], ["Ruta", "Norte"], [],
                [
                    "#", "Préstamo", "Cliente", "Dirección", "Teléfono", "Cuota", "Monto Cuota", "Cobrado",
                    "Método Pago", "Efectivo", "Transferencia", "Estado", "Fecha Inicio", "% Interés",
                    "Fecha Fin Préstamo", "Cobrador", "Modificada", "Monto Original", "Observaciones",
                ],
                [
                    "#1", "P-7", "Ana Uno", "Calle 1", "300", "3/24", "#10000", "#10000", "efectivo", "#10000", "#0",
                    "Pagado", "05/01/2026", "#20", "29/01/2026", "Beto", "No", "#10000", "",
                ],
                ["TOTAL", "", "", "", "", "", "", "#10000"],
            ]
        )
        let result = try book.sync(scratch.file("oficina"), profile: profile)
        #expect(result.rejects.count == 0, "\(result.rejects.listed)")
        #expect(try people("phone") == ["300"])
        #expect(try book.loans().isEmpty)
    }

    @Test("clients, credits and payments in one folder are one book, joined by document and by name")
    func folder() throws {
        let result = try sync([
            ("a-pagos.csv", "Fecha de Pago;Cliente;Monto\n06/01/2026;Ana Uno;10.000\n06/01/2026;Luis Dos;1\n"),
            ("b-clientes.csv", "Nome;Documento;Telefone;Rota\nAna Uno;1.020;300;Norte\nLuis Dos;77;301;Norte\n"),
            (
                "c-creditos.csv",
                "ID;Cliente;Cedula;Monto Financiado;Interes (%);Saldo Pendiente\n1;ANA UNO;1020;100000;20;110000\n"
            ),
        ])
        #expect(result.routes == ["Norte"])
        #expect(result.rejects.count == 0, "\(result.rejects.listed)")
        #expect(try people("phone") == ["300", "301"])
        #expect(try people("document_normalized") == ["1020", "77"])
        #expect(try book.loans().map(\.outstanding.minorUnits) == [11_000_000])
        #expect(try book.payments().map(\.amount.minorUnits) == [1_000_000])
        #expect(result.notices.contains { $0.contains("1 payments are of customers without a loan") })
        #expect(try book.book.verify(tenant: book.tenant).isSound)
    }

    @Test("people of one name are told by their documents, and a loan is of the person on its own row")
    func homonyms() throws {
        let result = try sync([
            (
                "creditos.csv",
                """
                ID,Cliente,Cedula,Monto Financiado,Saldo Pendiente
                1,Ana Uno,10,100000,100000
                2,Ana Uno,20,200000,200000
                3,Ana Uno,,300000,300000
                """
            )
        ])
        #expect(result.rejects.count == 0, "\(result.rejects.listed)")
        #expect(try book.customers().count == 3)
        #expect(Set(try book.loans().map(\.customerID)).count == 3)
        #expect(try total(\.outstanding) == 60_000_000)
    }

    @Test("an inspection recognises the sheets only when it knows every column")
    func inspection() throws {
        let known = "CLIENTE,TELEFONO,PRESTADO,CUOTAS,SALDO,INICIO\nAna Uno,300,100000,12,110000,05/01/2026\n"
        let path = try scratch.write("backup.csv", Array(known.utf8))
        let report = try Inspector.inspect(path: path)
        #expect(report.layout == "csv-generic")
        #expect(report.totals.outstanding == 11_000_000)
        let odd = known.replacing("TELEFONO", with: "TELEFONO FIADOR")
        #expect(try Inspector.inspect(path: scratch.write("otro.csv", Array(odd.utf8))).layout == "unknown")
    }

    private func write(_ name: String, _ rows: [[String]]) throws {
        let cells = rows.enumerated().map { XLSXReaderTests.row($0.offset + 1, $0.element) }.joined()
        _ = try scratch.write("oficina/\(name)", XLSXReaderTests.book([("Hoja1", cells)]))
    }
}
