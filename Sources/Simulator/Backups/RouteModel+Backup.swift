import Lending

extension RouteModel {
    /// Writes the two files of the backup into `folder`.
    func writeBackup(in folder: String) throws(SimulationError) {
        try writeAdmin(BackupFile(folder + "/admin.db"))
        try writePayments(BackupFile(folder + "/pagos.db"))
    }

    private func writeAdmin(_ file: BackupFile) throws(SimulationError) {
        try file.run("CREATE TABLE android_metadata(locale text)")
        try file.run("INSERT INTO android_metadata VALUES('es_CO')")
        try file.run(
            """
            CREATE TABLE clientes(codigo integer primary key, nombre text, cedula text, telefono text, cota text, \
            saldo text, direccion text, cobrador text, posicion integer, fecha text, plazo text, observacion text, \
            modalidad text, diapago text, reporte text, calificacion text, cantidadprestamos text, dato1 text, \
            dato2 text, dato3 text, porcentaje text, alarma text, grupo text, descontar_dias text)
            """
        )
        try file.run(
            """
            CREATE TABLE caja(codigo integer primary key, fecha text, saldo text, entro text, salio text, dato1 text, \
            dato2 text, dato3 text)
            """
        )
        try file.run(
            """
            CREATE TABLE balancesrecogidos(codigo integer primary key, fecha text, cobrado text, totalcalle text, \
            prestamos text, gastos text, otro text, dato1 text, dato2 text, dato3 text)
            """
        )
        let marks = Array(repeating: "?", count: 24).joined(separator: ",")
        try file.insert("INSERT INTO clientes VALUES(\(marks))", rows: clients.lazy.map(clientRow))
        try file.insert("INSERT INTO caja VALUES(?,?,?,?,?,?,?,?)", rows: [boxRow])
        try file.insert(
            "INSERT INTO balancesrecogidos VALUES(?,?,?,?,?,?,?,?,?,?)",
            rows: settlements.lazy.enumerated().map { settlementRow($0.element, number: $0.offset + 1) }
        )
        try file.finish()
    }

    private func writePayments(_ file: BackupFile) throws(SimulationError) {
        try file.run("CREATE TABLE android_metadata(locale text)")
        try file.run("INSERT INTO android_metadata VALUES('es_CO')")
        try file.run(
            """
            CREATE TABLE resumendia(codigo integer primary key, fecha text, hora text, movimiento text, valor text, \
            nombre text, valor2 text, texto text)
            """
        )
        // The app makes a client's table with the first payment.
        let payers = clients.filter { !$0.payments.isEmpty }
        for client in payers {
            try file.run(
                """
                CREATE TABLE "a\(client.person.document)"(codigo integer primary key, fecha text, abono text, \
                saldo text, hora text, identificador text)
                """
            )
        }
        try file.insert("INSERT INTO resumendia VALUES(?,?,?,?,?,?,?,?)", rows: journalRows)
        for client in payers {
            try file.insert(
                "INSERT INTO \"a\(client.person.document)\" VALUES(?,?,?,?,?,?)",
                rows: client.payments.lazy.map(paymentRow)
            )
        }
        try file.finish()
    }

    private func clientRow(_ client: RouteClient) -> [BackupValue] {
        let loan = client.loan
        let lastPaid = BackupText.date(client.lastPaymentOn ?? loan.disbursedOn)
        return [
            .integer(Int64(client.number)), .text(client.person.name), .text(client.person.document),
            .text(client.person.phone), .text(BackupText.amount(loan.instalment, withFraction: false)),
            .text(BackupText.amount(loan.balance, withFraction: (client.payments.count + client.number) % 3 > 0)),
            .text(client.person.address), .text(habits.collector), .integer(Int64(client.position)),
            .text(BackupText.date(loan.disbursedOn)), .text(String(loan.termDays)), .text(client.person.notes),
            .text(modality(loan.frequency)), .text(client.isHidden ? "oculto" : lastPaid),
            client.report.map(BackupValue.text) ?? .null, .text(client.rating),
            .text(client.lateDays > 0 ? String(client.lateDays) : ""),
            .text(client.lateInterest > 0 ? BackupText.amount(client.lateInterest, withFraction: true) : "0"),
            .text("0"), .text("\(loan.skipsSaturday ? "S" : "A")/\(loan.skipsSunday ? "D" : "A")/"),
            .text(String(loan.ratePercent)), .text(alarm(client)), .text(client.group),
            .text(String(loan.forgivenDays)),
        ]
    }

    private func modality(_ frequency: Frequency) -> String {
        switch frequency {
        case .daily, .custom: "Diario"
        case .everyOtherDay: "Interdiario"
        case .weekly: "Semanal"
        case .biweekly: "Quincenal"
        case .monthly: "Mensual"
        }
    }

    private func alarm(_ client: RouteClient) -> String {
        let isSet = client.loan.frequency == .monthly && client.number % 2 == 0
        return isSet ? BackupText.date(client.loan.disbursedOn.adding(days: 30)) : "0"
    }

    private var boxRow: [BackupValue] {
        [
            .integer(1), .text(BackupText.date(settlements.last?.day ?? date)), .text(String(habits.latePolicy)),
            .text(BackupText.floating(boxFloating, style: habits.numberStyle)), .null,
            .text("\(habits.rateMenu[0]).0"), .text("\(habits.lateRate).0"), .text(String(habits.graceDays)),
        ]
    }

    private func settlementRow(_ settlement: BookedSettlement, number: Int) -> [BackupValue] {
        let style = habits.numberStyle
        return [
            .integer(Int64(number)), .text(BackupText.date(settlement.day)),
            .text(BackupText.floating(settlement.collected, style: style)),
            .text(BackupText.amount(settlement.portfolio, withFraction: false)),
            .text(BackupText.floating(settlement.lent, style: style)),
            .text(BackupText.floating(settlement.expenses, style: style)),
            .text(BackupText.floating(settlement.boxAfter, style: style)), .text(String(settlement.payments)),
            .text("0"), .null,
        ]
    }

    private var journalRows: [[BackupValue]] {
        till.journal.enumerated().map { offset, line in
            [
                .integer(Int64(offset + 1)), .text(BackupText.date(date)), .text(BackupText.time(line.second)),
                .text(line.movement), .text(BackupText.amount(line.amount, withFraction: true)), .text(line.name),
                .text(""), .text(line.text),
            ]
        }
    }

    private func paymentRow(_ payment: BookedPayment) -> [BackupValue] {
        [
            .integer(Int64(payment.row)), .text(BackupText.date(CivilDate(dayNumber: Int(payment.day)))),
            .text(BackupText.amount(payment.amount, withFraction: habits.writesFraction)),
            .text(BackupText.amount(payment.balance, withFraction: habits.writesFraction)),
            .text(BackupText.time(Int(payment.second))), .text(BackupText.ticket(payment.ticket)),
        ]
    }
}
