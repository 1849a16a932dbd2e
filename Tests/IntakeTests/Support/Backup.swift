import Foundation
import GRDBSQLite
import Testing

/// Makes SQLite files as a phone would, by plain SQL.
enum SQLiteFile {
    static func make(_ path: String, _ statements: [String]) throws {
        try FileManager.default.createDirectory(
            at: URL(filePath: path).deletingLastPathComponent(),
            withIntermediateDirectories: true
        )
        var connection: OpaquePointer?
        defer { sqlite3_close_v2(connection) }
        try #require(sqlite3_open(path, &connection) == SQLITE_OK)
        for statement in statements {
            var message: UnsafeMutablePointer<CChar>?
            let status = sqlite3_exec(connection, statement, nil, nil, &message)
            let text = message.map { String(cString: $0) } ?? ""
            sqlite3_free(message)
            try #require(status == SQLITE_OK, "\(text): \(statement)")
        }
    }

    /// The first column of each row of a query on the file at `path`.
    static func texts(_ path: String, _ sql: String) throws -> [String] {
        var connection: OpaquePointer?
        defer { sqlite3_close_v2(connection) }
        let flags = SQLITE_OPEN_READONLY | SQLITE_OPEN_URI
        try #require(sqlite3_open_v2("file:\(path)?immutable=1", &connection, flags, nil) == SQLITE_OK)
        var statement: OpaquePointer?
        defer { sqlite3_finalize(statement) }
        try #require(sqlite3_prepare_v2(connection, sql, -1, &statement, nil) == SQLITE_OK)
        var texts: [String] = []
        while sqlite3_step(statement) == SQLITE_ROW {
            if let text = sqlite3_column_text(statement, 0) { texts.append(String(cString: text)) }
        }
        return texts
    }
}

/// One payment of a made backup.
struct BackupPayment {
    var day = "02/03/2026"
    var time = "10:00:00"
    var amount = "10000"
    var balance = "110000"
    var ticket: String? = "020320261000001001"
}

/// One client of a made backup: 100,000 at 20 % in 12 daily instalments of 10,000, unless a test says otherwise.
struct BackupClient {
    var number = 1
    var name = "Persona Uno"
    var document: String? = "1001"
    var installment = "10000"
    var balance = "110000"
    var disbursed = "01/03/2026"
    var term = "12"
    var frequency = "Diario"
    var lastPaid = "02/03/2026"
    var rate = "20"
    var letters = "A/A/"
    var payments: [BackupPayment]? = [BackupPayment()]
}

/// One settlement of a made backup.
struct BackupSettlement {
    var number = 1
    var day = "02/03/2026"
    var collected = "10000"
    var lent = "0"
    var expenses = "0"
    var closing = "510000"
    var portfolio = "110000"
    var count = "1"
}

/// A small backup in the shipped layout, for what the samples do not hold and for clones without them.
struct Backup {
    var clients = [BackupClient()]
    var settlements = [BackupSettlement()]
    var boxDay: String? = "02/03/2026"
    var boxCash = "510000"
    /// More statements for the first and the second file.
    var extraBook: [String] = []
    var extraHistory: [String] = []
    var hasHistory = true

    func write(to folder: String) throws {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        for name in ["admin.db", "pagos.db"] { try? FileManager.default.removeItem(atPath: "\(folder)/\(name)") }
        try SQLiteFile.make("\(folder)/admin.db", book)
        if hasHistory { try SQLiteFile.make("\(folder)/pagos.db", history) }
    }

    private var book: [String] {
        var sql = [
            "CREATE TABLE android_metadata(locale text)",
            """
            CREATE TABLE clientes(codigo integer primary key, nombre text, cedula text, telefono text, cota text, \
            saldo text, direccion text, cobrador text, posicion integer, fecha text, plazo text, observacion text, \
            modalidad text, diapago text, reporte text, calificacion text, cantidadprestamos text, dato1 text, \
            dato2 text, dato3 text, porcentaje text, alarma text, grupo text, descontar_dias text)
            """,
            """
            CREATE TABLE caja(codigo integer primary key, fecha text, saldo text, entro text, salio text, dato1 text, \
            dato2 text, dato3 text)
            """,
            """
            CREATE TABLE balancesrecogidos(codigo integer primary key, fecha text, cobrado text, totalcalle text, \
            prestamos text, gastos text, otro text, dato1 text, dato2 text, dato3 text)
            """,
        ]
        for client in clients {
            let values = [
                "\(client.number)", text(client.name), text(client.document), "'3000000000'", text(client.installment),
                text(client.balance), "'Calle 1'", "'cobra'", "\(client.number)", text(client.disbursed),
                text(client.term), "''", text(client.frequency), text(client.lastPaid), "''", "''", "'0'", "'0'",
                "'0'", text(client.letters), text(client.rate), "'0'", "'Principal'", "'0'",
            ]
            sql.append("INSERT INTO clientes VALUES (\(values.joined(separator: ", ")))")
        }
        if let boxDay { sql.append("INSERT INTO caja VALUES (1, '\(boxDay)', '1', '\(boxCash)', '', '20', '20', '3')") }
        for row in settlements {
            sql.append(
                """
                INSERT INTO balancesrecogidos VALUES (\(row.number), '\(row.day)', '\(row.collected)', \
                '\(row.portfolio)', '\(row.lent)', '\(row.expenses)', '\(row.closing)', '\(row.count)', '0', '')
                """
            )
        }
        return sql + extraBook
    }

    private var history: [String] {
        var sql = [
            "CREATE TABLE android_metadata(locale text)",
            """
            CREATE TABLE resumendia(codigo integer primary key, fecha text, hora text, movimiento text, valor text, \
            nombre text, valor2 text, texto text)
            """,
        ]
        for client in clients {
            guard let payments = client.payments, let document = client.document else { continue }
            let table = "\"a\(document.replacing("\"", with: "\"\""))\""
            sql.append(
                """
                CREATE TABLE IF NOT EXISTS \(table)(codigo integer primary key, fecha text, abono text, saldo text, \
                hora text, identificador text)
                """
            )
            for payment in payments {
                let values = [payment.day, payment.amount, payment.balance, payment.time].map { text($0) }
                sql.append(
                    """
                    INSERT INTO \(table)(fecha, abono, saldo, hora, identificador) \
                    VALUES (\(values.joined(separator: ", ")), \(text(payment.ticket)))
                    """
                )
            }
        }
        return sql + extraHistory
    }

    private func text(_ value: String?) -> String {
        value.map { "'\($0.replacing("'", with: "''"))'" } ?? "NULL"
    }
}
