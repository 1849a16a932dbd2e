import Intake
import Lending
import LoanBook
import Storage
import TestSupport
import Testing

/// The layout of domain.md 1.0 b), with people who do not exist.
@Suite("the profile of PrestaGroonS")
struct PrestagroonsTests {
    private static let statements = [
        """
        CREATE TABLE clientes(key TEXT UNIQUE, nombre TEXT, cedula TEXT, direccion TEXT, telefono TEXT, posicion INT,
          grupo TEXT, cupo TEXT);
        CREATE TABLE prestamos(pertenece TEXT, fecha TEXT, capital TEXT, interes TEXT, porcentajecapital TEXT,
          diasinterescobrado TEXT, mora TEXT, porcentajemora TEXT, diasmoracobrado TEXT, diasmora TEXT, modalidad TEXT,
          diascuota TEXT, interesconsecutivo TEXT, plazo TEXT, cuota TEXT, alarma TEXT, descontardias TEXT,
          diasnocobra TEXT, ultimopago TEXT, pagos TEXT, movimientos TEXT);
        CREATE TABLE caja(caja TEXT, interescapital TEXT, interesatraso TEXT, interesvencido TEXT, diasatraso TEXT,
          diasvencido TEXT, movimientos TEXT);
        CREATE TABLE balances(dia INT, mes INT, anio INT, cobrado TEXT, capital TEXT, interes TEXT, ganancia TEXT,
          dinerocalle TEXT, clientesnuevos INT, numeroprestamos INT, valorprestado TEXT, pagos INT, mora TEXT,
          impresiones INT, compartidos INT, editados INT, gastos TEXT, caja TEXT, movimientoscaja TEXT,
          movimientosdia TEXT, liquidaciones TEXT);
        CREATE TABLE gastos(gasto TEXT, valor TEXT, dia INT, mes INT, anio INT, hora TEXT);
        CREATE TABLE resumendia(fecha TEXT, hora TEXT);
        CREATE TABLE info(nombre TEXT, valor TEXT);
        INSERT INTO clientes VALUES
          ('k1', 'Persona Uno', '1001', 'Calle 1', '300', 1, 'Principal', '500000'),
          ('k2', 'Persona Dos', '1002', 'Calle 2', '301', 2, 'Principal', '0');
        INSERT INTO prestamos VALUES
          ('k1', '02/03/2026', '83333.33', '1666.67', '20', '0', '0', '0/0', '0/0', '0/0', 'Diario', '1', 'no', '12',
            '10000', '0', '0', 'A/A', '05/03/2026',
            '03/03/2026 10:00:00 Abono 20000 100000 030320261000001001-04/03/2026 10:30:00 Abono_mora 3000 100000 '
            || '040320261030001002-05/03/2026 11:00:00 Abono 15000 85000 050320261100001003', ''),
          ('k2', '01/02/2026', '0', '0', '20', '0', '0', '0/0', '0/0', '0/0', 'Semanal', '7', 'no', '2', '60000', '0',
            '0', 'A/A', '15/02/2026',
            '08/02/2026 09:00:00 Abono 60000 60000 080220260900001004-15/02/2026 09:00:00 Abono 60000 0 '
            || '150220260900001005', '');
        INSERT INTO caja VALUES ('250000', '20', '0', '0', '0', '0', '');
        INSERT INTO balances VALUES
          (5, 3, 2026, '38000', '0', '0', '0', '85000', 0, 0, '0', 3, '3000', 0, 0, 0, '5000', '250000', '', '', '');
        """
    ]

    private func pesos(_ amount: Int64) -> Money { Money(minorUnits: amount * 100) }

    @Test("loans, packed payments, box and settlements come out as the app holds them", arguments: Engine.allCases)
    func whole(engine: Engine) throws {
        let scratch = try Scratch()
        try SQLiteFile.make(scratch.file("Centro/admin.db"), Self.statements)
        let book = try TestBook(engine)
        let profile = try ProfileCatalog.shipped("prestagroons")
        let result = try book.sync(scratch.file("Centro"), profile: profile)
        #expect(result.rejects.count == 0, "\(result.rejects.listed)")
        #expect(try book.routes().map(\.businessDate) == [try #require(CivilDate(year: 2026, month: 3, day: 5))])

        let loans = try book.loans().sorted { $0.terms.installmentCount ?? 0 > $1.terms.installmentCount ?? 0 }
        #expect(loans.map(\.status) == [.active, .paid])
        #expect(loans.map(\.terms.total) == [pesos(120_000), pesos(120_000)])
        #expect(loans.map(\.terms.principal) == [pesos(100_000), pesos(100_000)])
        #expect(loans.map(\.outstanding) == [pesos(85_000), .zero])
        #expect(loans.map(\.paid) == [pesos(35_000), pesos(120_000)])
        #expect(try book.payments().allSatisfy { $0.ticket?.count == 18 })
        #expect(try book.settlements().map(\.closing) == [pesos(250_000)])
        #expect(try book.routes().map(\.boxCash) == [pesos(250_000)])
        #expect(try book.findings().filter { $0.code.hasPrefix("loan.") }.isEmpty)
        #expect(try book.book.verify(tenant: book.tenant).isSound)

        let again = try book.sync(scratch.file("Centro"), profile: profile)
        #expect(again.outcome.changes == 0)
    }

    @Test("the daily copy of the ring, <ruta>(dia05).db, is the same route's file")
    func ring() throws {
        let scratch = try Scratch()
        try SQLiteFile.make(scratch.file("Centro/Centro(dia05).db"), Self.statements)
        let book = try TestBook()
        let result = try book.sync(scratch.file("Centro"), profile: ProfileCatalog.shipped("prestagroons"))
        #expect(result.routes == ["Centro"])
        #expect(try book.loans().count == 2)
    }
}
