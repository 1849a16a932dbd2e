import Foundation
import Intake
import Testing

/// A made source with tables of customers, loans and payments, and the profile that reads it.
struct LedgerBackup {
    var statements = [
        """
        CREATE TABLE clientes(id INTEGER PRIMARY KEY, nombre TEXT, apellido TEXT, documento TEXT, ruta TEXT, borrado INT);
        CREATE TABLE prestamos(id INTEGER PRIMARY KEY, capital TEXT, interes REAL, cuotas INT, valor TEXT, cada TEXT,
          fecha TEXT, estado TEXT);
        CREATE TABLE titulares(prestamo INT, cliente INT);
        CREATE TABLE pagos(id INTEGER PRIMARY KEY, prestamo INT, valor TEXT, creado INT, anulado INT);
        INSERT INTO clientes VALUES
          (1, 'Ana', 'Pérez', '1.020.300', 'Norte', 0), (2, 'Luis', 'Gómez', '20.300', 'Sur', 0),
          (3, 'Quien', 'Se fue', '9', 'Sur', 1);
        INSERT INTO prestamos VALUES
          (10, '200.000', 0.2, 24, '10.000', 'D', '05/01/2026', 'ACTIVO'),
          (11, '100.000', 0.2, 24, '5.000', 'D', '01/12/2025', 'PAGADO'),
          (12, '300.000,50', 0.2, 4, NULL, 'S', '06/01/2026', 'ACTIVO'),
          (13, '999', 0.2, 4, NULL, 'S', '06/01/2026', 'ANULADO');
        INSERT INTO titulares VALUES (10, 1), (11, 1), (12, 2), (13, 2);
        INSERT INTO pagos VALUES
          (1, 10, '10.000', 1767744000000, 0), (2, 10, '5.000', 1767830400000, 0), (3, 10, '7.000', 1767830400000, 1),
          (4, 11, '120.000', 1766016000000, 0), (5, 12, '90.000,15', 1768003200000, 0),
          (6, 12, '90.000,15', 1768003200000, 0), (7, 99, '1', 1768003200000, 0);
        """
    ]
    var profile = Self.profile

    /// Writes the file and returns its path.
    func write(to scratch: Scratch, _ name: String = "cartera.db") throws -> String {
        let path = scratch.file(name)
        try? FileManager.default.removeItem(atPath: path)
        try SQLiteFile.make(path, statements)
        return path
    }

    func parsed() throws -> Profile { try Profile(yaml: profile, file: "mi-cartera.yaml") }

    static let profile = """
        profile: mi-cartera
        version: 1
        title: Tables of customers, loans and payments
        status: made for tests
        format: any
        files:
          book: { name: "*" }
        route:
          name: field
          business_date:
            - latest: [payments.date, loans.disbursed_on]
            - file_modified
        records:
          customers:
            file: book
            table: clientes
            key: id
            where: [{ column: borrado, not_in: ["1"] }]
            fields:
              id: { column: id, as: text, required: true }
              name: { columns: [nombre, apellido], as: text }
              document: { column: documento, as: identity }
              route: { column: ruta, as: text }
          loans:
            file: book
            table: prestamos
            join: { table: titulares, on: { prestamo: id }, columns: [cliente] }
            fields:
              id: { column: id, as: text }
              customer: { column: cliente, as: text }
              principal: { column: capital, as: { money: { style: grouped } } }
              flat_rate: { column: interes, as: { percent: { of: fraction } } }
              installment_count: { column: cuotas, as: integer }
              installment: { column: [cuota, valor], as: { money: { style: grouped } } }
              frequency: { column: cada, as: { enum: { daily: [D], weekly: [S] } } }
              disbursed_on: { column: fecha, as: { date: [yyyy-MM-dd, dd/MM/yyyy] } }
              status: { column: estado, as: { enum: { active: [ACTIVO], paid: [PAGADO], cancelled: [ANULADO] } } }
          payments:
            file: book
            table: pagos
            key: ticket
            where: [{ column: anulado, not_in: ["1"] }]
            unique: [prestamo, valor, creado]
            fields:
              loan: { column: prestamo, as: text }
              date: { column: creado, as: { instant: { form: epoch_ms, zone: utc } } }
              time: { column: creado, as: { instant: { form: epoch_ms, zone: utc } } }
              amount: { column: valor, as: { money: { style: grouped } } }
              ticket: { column: id, as: text }
        policies:
          calendar: every_day
          rounding: up
          interest_split: pro_rata
          arrears: by_amount
          renewal: pay_off_first
          box: cash_only
        """
}
