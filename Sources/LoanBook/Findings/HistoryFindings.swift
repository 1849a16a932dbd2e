import Lending
import Machine

/// Findings that the book itself draws from how snapshots follow one another; they stand.
struct HistoryFindings {
    let tenant: TenantID
    let route: Route

    /// Checks of Lending that speak of changes.
    var changes: Findings {
        let tenant = tenant.text
        let route = route.id.text
        return Findings(routeID: self.route.id, routeName: self.route.name, detectedOn: self.route.businessDate) {
            FindingID(DeterministicID.text(prefix: Finding.idPrefix, parts: [tenant, route, $0, $1]))
        }
    }

    /// Business days between two backups for which none came; Sundays and holidays do not count.
    func gap(since known: CivilDate, snapshot: SnapshotID) -> Finding? {
        let days = (known.dayNumber + 1)..<max(route.businessDate.dayNumber, known.dayNumber + 1)
        let missed = days.count > 400 ? days.count : days.count { isWorkday(CivilDate(dayNumber: $0)) }
        guard missed > 0 else { return nil }
        let from = known.dayMonthYearText
        let to = route.businessDate.dayMonthYearText
        return make(
            .snapshotGap,
            .info,
            subject: snapshot.text,
            evidence: [Evidence(before: known.isoText, after: route.businessDate.isoText)],
            es: "Entre la copia del \(from) y la del \(to) faltan copias de \(missed) días de la ruta \(route.name).",
            en: "Between the backups of \(known.isoText) and \(route.businessDate.isoText), backups of \(missed) days "
                + "of route \(route.name) are missing."
        )
    }

    private func isWorkday(_ day: CivilDate) -> Bool {
        day.weekday != .sunday && !HolidayCalendar.colombia.isHoliday(day)
    }

    /// A backup older than the book was offered; it was refused.
    func olderSnapshot(known: CivilDate, given: CivilDate, contentHash: String) -> Finding {
        make(
            .snapshotOlder,
            .warning,
            subject: contentHash,
            evidence: [Evidence(before: known.isoText, after: given.isoText)],
            es: "Se rechazó una copia de la ruta \(route.name) del \(given.dayMonthYearText), más vieja que la del "
                + "\(known.dayMonthYearText) que ya estaba cargada.",
            en: "A backup of route \(route.name) of \(given.isoText) was refused: it is older than the one of "
                + "\(known.isoText) already loaded."
        )
    }

    /// More payments vanished in one night than corrections explain.
    func massRemoval(voided: Int, of standing: Int, amount: Money, snapshot: SnapshotID) -> Finding {
        make(
            .massRemoval,
            .critical,
            subject: snapshot.text,
            amount: amount,
            evidence: [Evidence(before: String(standing), after: String(standing - voided))],
            es: "Desaparecieron \(voided) de los \(standing) pagos de la ruta \(route.name), por "
                + "\(amount.text(.colombian)).",
            en: "\(voided) of the \(standing) payments of route \(route.name) vanished, "
                + "\(amount.text(.english)) in all."
        )
    }

    /// More records changed in one night than are named one by one.
    func furtherChanges(_ count: Int, snapshot: SnapshotID) -> Finding {
        make(
            .furtherChanges,
            .critical,
            subject: snapshot.text,
            evidence: [Evidence(place: "+\(count)")],
            es: "En una sola copia de la ruta \(route.name) hay otros \(count) cambios o borrados de pagos, clientes o "
                + "liquidaciones; están en el registro de cambios.",
            en: "One backup of route \(route.name) holds \(count) further edits or deletions of payments, customers or "
                + "settlements; the change log has them."
        )
    }

    /// A customer is gone from the source.
    func customerRemoved(_ customer: CustomerID, payments: Int, outstanding: Money, snapshot: SnapshotID) -> Finding {
        var finding = make(
            .customerRemoved,
            outstanding > .zero ? .critical : .warning,
            subject: "\(customer.text)/\(snapshot.text)",
            amount: outstanding,
            evidence: [Evidence(before: String(payments), after: "0")],
            es: "Un cliente de la ruta \(route.name) con \(payments) pagos y un saldo de "
                + "\(outstanding.text(.colombian)) ya no está en la copia.",
            en: "A customer of route \(route.name) with \(payments) payments and a balance of "
                + "\(outstanding.text(.english)) is no longer in the backup."
        )
        finding.entity = CustomerRecords.name
        finding.entityID = customer.text
        finding.customerID = customer
        return finding
    }

    /// The identity number of a customer is another; neither is quoted.
    func identityChanged(of client: ClientRef, snapshot: SnapshotID) -> Finding {
        var finding = make(
            .identityChanged,
            .warning,
            subject: "\(client.id.text)/\(snapshot.text)",
            evidence: [],
            es: "El número de documento del cliente n.º \(client.number) de la ruta \(route.name) ya no es el que "
                + "decía una copia anterior.",
            en: "The identity number of customer no. \(client.number) on route \(route.name) is not what an earlier "
                + "backup said."
        )
        finding.entity = CustomerRecords.name
        finding.entityID = client.id.text
        finding.customerID = client.id
        return finding
    }

    func make(
        _ code: FindingCode,
        _ severity: Finding.Severity,
        subject: String,
        amount: Money? = nil,
        evidence: [Evidence],
        es: String,
        en: String
    ) -> Finding {
        Finding(
            id: FindingID(
                DeterministicID.text(
                    prefix: Finding.idPrefix,
                    parts: [tenant.text, route.id.text, code.rawValue, subject]
                )
            ),
            routeID: route.id,
            code: code.rawValue,
            severity: severity,
            basis: code.basis,
            entity: RouteRecords.name,
            entityID: route.id.text,
            detectedOn: route.businessDate,
            amount: amount,
            evidence: evidence,
            sentenceES: es,
            sentenceEN: en
        )
    }
}
