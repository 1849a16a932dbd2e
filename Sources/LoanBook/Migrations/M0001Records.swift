extension M0001Foundation {
    static let loansAndPayments = """
        CREATE TABLE loan (
            tenant_id TEXT NOT NULL,
            id TEXT NOT NULL,
            route_id TEXT NOT NULL,
            customer_id TEXT NOT NULL,
            source_key TEXT NOT NULL,
            number INTEGER NOT NULL CHECK (number > 0),
            origin TEXT NOT NULL CHECK (origin IN ('source', 'reconstructed')),
            kind TEXT NOT NULL CHECK (kind IN ('new', 'renewal')),
            status TEXT NOT NULL CHECK (status IN ('active', 'paid', 'renewed', 'removed')),
            principal_minor INTEGER,
            total_minor INTEGER NOT NULL,
            paid_minor INTEGER NOT NULL,
            payments_count INTEGER NOT NULL CHECK (payments_count >= 0),
            outstanding_minor INTEGER NOT NULL,
            outstanding_source_minor INTEGER,
            outstanding_computed_minor INTEGER NOT NULL,
            installment_minor INTEGER,
            installment_count INTEGER,
            frequency TEXT,
            period_days INTEGER CHECK (period_days > 0),
            disbursed_day INTEGER,
            first_due_day INTEGER,
            last_due_day INTEGER,
            collection_mask INTEGER NOT NULL CHECK (collection_mask BETWEEN 0 AND 255),
            forgiven_days INTEGER NOT NULL,
            first_payment_day INTEGER,
            last_payment_day INTEGER,
            closed_day INTEGER,
            version INTEGER NOT NULL CHECK (version > 0),
            changed_seq INTEGER NOT NULL CHECK (changed_seq > 0),
            removed_seq INTEGER,
            document TEXT NOT NULL,
            PRIMARY KEY (tenant_id, id),
            UNIQUE (tenant_id, route_id, source_key),
            FOREIGN KEY (tenant_id, customer_id) REFERENCES customer (tenant_id, id)
        ) STRICT;
        CREATE INDEX loan_by_route ON loan (tenant_id, route_id, id);
        CREATE INDEX loan_by_customer ON loan (tenant_id, customer_id, id);
        CREATE INDEX loan_by_status ON loan (tenant_id, status, id);
        CREATE TABLE payment (
            tenant_id TEXT NOT NULL,
            id TEXT NOT NULL,
            route_id TEXT NOT NULL,
            customer_id TEXT NOT NULL,
            loan_id TEXT NOT NULL,
            source_key TEXT NOT NULL,
            ticket TEXT,
            amount_minor INTEGER NOT NULL,
            paid_day INTEGER NOT NULL,
            paid_second INTEGER CHECK (paid_second BETWEEN 0 AND 86399),
            sequence INTEGER NOT NULL,
            status TEXT NOT NULL CHECK (status IN ('received', 'voided')),
            version INTEGER NOT NULL CHECK (version > 0),
            changed_seq INTEGER NOT NULL CHECK (changed_seq > 0),
            removed_seq INTEGER,
            document TEXT NOT NULL,
            PRIMARY KEY (tenant_id, id),
            FOREIGN KEY (tenant_id, loan_id) REFERENCES loan (tenant_id, id)
        ) STRICT;
        CREATE INDEX payment_by_loan ON payment (tenant_id, loan_id, paid_day, id);
        CREATE INDEX payment_by_customer ON payment (tenant_id, customer_id, paid_day, id);
        CREATE INDEX payment_by_day ON payment (tenant_id, paid_day, id);

        """

    static let settlementsAndFindings = """
        CREATE TABLE settlement (
            tenant_id TEXT NOT NULL,
            id TEXT NOT NULL,
            route_id TEXT NOT NULL,
            source_key TEXT NOT NULL,
            number INTEGER NOT NULL CHECK (number > 0),
            settled_day INTEGER NOT NULL,
            collected_minor INTEGER NOT NULL,
            lent_minor INTEGER NOT NULL,
            expenses_minor INTEGER NOT NULL,
            opening_minor INTEGER,
            closing_minor INTEGER NOT NULL,
            closing_expected_minor INTEGER,
            version INTEGER NOT NULL CHECK (version > 0),
            changed_seq INTEGER NOT NULL CHECK (changed_seq > 0),
            removed_seq INTEGER,
            document TEXT NOT NULL,
            PRIMARY KEY (tenant_id, id),
            UNIQUE (tenant_id, route_id, source_key),
            FOREIGN KEY (tenant_id, route_id) REFERENCES route (tenant_id, id)
        ) STRICT;
        CREATE INDEX settlement_by_number ON settlement (tenant_id, route_id, number);
        CREATE INDEX settlement_by_day ON settlement (tenant_id, settled_day, id);
        CREATE TABLE finding (
            tenant_id TEXT NOT NULL REFERENCES tenant (id),
            id TEXT NOT NULL,
            route_id TEXT,
            customer_id TEXT,
            loan_id TEXT,
            code TEXT NOT NULL,
            severity TEXT NOT NULL CHECK (severity IN ('info', 'warning', 'critical')),
            severity_rank INTEGER NOT NULL CHECK (severity_rank BETWEEN 0 AND 2),
            basis TEXT NOT NULL CHECK (basis IN ('snapshot', 'change')),
            status TEXT NOT NULL CHECK (status IN ('open', 'resolved')),
            entity TEXT NOT NULL,
            entity_id TEXT NOT NULL,
            detected_day INTEGER NOT NULL,
            amount_minor INTEGER,
            version INTEGER NOT NULL CHECK (version > 0),
            changed_seq INTEGER NOT NULL CHECK (changed_seq > 0),
            removed_seq INTEGER,
            document TEXT NOT NULL,
            PRIMARY KEY (tenant_id, id)
        ) STRICT;
        CREATE INDEX finding_by_status ON finding (tenant_id, status, severity_rank, id);
        CREATE INDEX finding_by_route ON finding (tenant_id, route_id, status, severity_rank, id);
        CREATE INDEX finding_by_entity ON finding (tenant_id, entity, entity_id, id);

        """
}
