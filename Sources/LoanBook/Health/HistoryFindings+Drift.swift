import Lending

extension HistoryFindings {
    /// The files are no longer what the first ones under their profile were.
    func drift(_ changes: [SourceDrift]) -> Finding {
        let shown = changes.prefix(Limits.driftShown)
        var evidence = shown.map { change in
            Evidence(
                place: change.place,
                before: change.change == .added ? nil : change.from ?? "+",
                after: change.change == .removed ? nil : change.to ?? "+"
            )
        }
        if changes.count > shown.count { evidence.append(Evidence(place: "+\(changes.count - shown.count)")) }
        let mapped = changes.count { $0.isMapped }
        func count(_ change: SourceDrift.Change) -> Int { changes.count { $0.change == change } }
        return make(
            .sourceDrift,
            mapped > 0 ? .warning : .info,
            subject: "shape",
            evidence: evidence,
            es: "La copia de la ruta \(route.name) cambió de forma: tablas o columnas nuevas \(count(.added)), "
                + "desaparecidas \(count(.removed)), de otro tipo \(count(.typeChanged)); el perfil lee \(mapped) de ellas.",
            en: "The backup of route \(route.name) changed its shape: tables or columns added \(count(.added)), gone "
                + "\(count(.removed)), of another type \(count(.typeChanged)); the profile reads \(mapped) of them."
        )
    }
}
