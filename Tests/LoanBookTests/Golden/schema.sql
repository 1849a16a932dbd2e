CREATE TABLE api_key (
    tenant_id TEXT NOT NULL REFERENCES tenant (id),
    key_id TEXT NOT NULL,
    label TEXT NOT NULL,
    prefix TEXT NOT NULL,
    key_hash BLOB NOT NULL UNIQUE CHECK (length(key_hash) = 32),
    scopes TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    expires_at INTEGER,
    revoked_at INTEGER,
    last_used_at INTEGER,
    PRIMARY KEY (tenant_id, key_id)
) STRICT;

CREATE TABLE archive_part (
    tenant_id TEXT NOT NULL REFERENCES tenant (id),
    sha256 BLOB NOT NULL CHECK (length(sha256) = 32),
    raw_size INTEGER NOT NULL CHECK (raw_size >= 0),
    deflated BLOB NOT NULL,
    PRIMARY KEY (tenant_id, sha256)
) STRICT;

CREATE TABLE change (
    tenant_id TEXT NOT NULL,
    seq INTEGER NOT NULL CHECK (seq > 0),
    entity TEXT NOT NULL,
    entity_id TEXT NOT NULL,
    version INTEGER NOT NULL CHECK (version > 0),
    event TEXT NOT NULL,
    changed_fields TEXT NOT NULL,
    occurred_day INTEGER NOT NULL,
    recorded_at INTEGER NOT NULL,
    snapshot_id TEXT,
    document_hash BLOB NOT NULL CHECK (length(document_hash) = 32),
    previous_hash BLOB NOT NULL CHECK (length(previous_hash) = 32),
    hash BLOB NOT NULL CHECK (length(hash) = 32),
    PRIMARY KEY (tenant_id, seq)
) STRICT, WITHOUT ROWID;

CREATE TABLE customer (
    tenant_id TEXT NOT NULL,
    id TEXT NOT NULL,
    route_id TEXT NOT NULL,
    visit_order INTEGER,
    client_group TEXT,
    hidden INTEGER NOT NULL CHECK (hidden IN (0, 1)),
    reported INTEGER NOT NULL CHECK (reported IN (0, 1)),
    status TEXT NOT NULL CHECK (status IN ('active', 'idle', 'removed')),
    version INTEGER NOT NULL CHECK (version > 0),
    changed_seq INTEGER NOT NULL CHECK (changed_seq > 0),
    removed_seq INTEGER,
    document TEXT NOT NULL,
    personal TEXT,
    personal_hash BLOB NOT NULL,
    salt BLOB,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, route_id) REFERENCES route (tenant_id, id)
) STRICT;

CREATE TABLE dossier (
    tenant_id TEXT NOT NULL,
    customer_id TEXT NOT NULL,
    hash BLOB NOT NULL,
    PRIMARY KEY (tenant_id, customer_id),
    FOREIGN KEY (tenant_id, customer_id) REFERENCES customer (tenant_id, id)
) STRICT, WITHOUT ROWID;

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

CREATE TABLE receipt (
    tenant_id TEXT NOT NULL REFERENCES tenant (id),
    id TEXT NOT NULL,
    source TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('payment', 'day_summary')),
    status TEXT NOT NULL CHECK (status IN ('matched', 'recorded', 'waiting', 'conflict')),
    reason TEXT,
    route_id TEXT,
    customer_id TEXT,
    loan_id TEXT,
    payment_id TEXT,
    settlement_id TEXT,
    amount_minor INTEGER NOT NULL,
    paid_day INTEGER NOT NULL,
    paid_second INTEGER CHECK (paid_second BETWEEN 0 AND 86399),
    reference TEXT,
    tracked INTEGER NOT NULL CHECK (tracked IN (0, 1)),
    version INTEGER NOT NULL CHECK (version > 0),
    changed_seq INTEGER NOT NULL CHECK (changed_seq > 0),
    removed_seq INTEGER,
    document TEXT NOT NULL,
    personal TEXT,
    personal_hash BLOB NOT NULL,
    salt BLOB,
    PRIMARY KEY (tenant_id, id)
) STRICT;

CREATE TABLE route (
    tenant_id TEXT NOT NULL REFERENCES tenant (id),
    id TEXT NOT NULL,
    source_key TEXT NOT NULL,
    name TEXT NOT NULL,
    business_day INTEGER NOT NULL,
    box_minor INTEGER,
    box_computed_minor INTEGER,
    profile TEXT NOT NULL,
    version INTEGER NOT NULL CHECK (version > 0),
    changed_seq INTEGER NOT NULL CHECK (changed_seq > 0),
    removed_seq INTEGER,
    document TEXT NOT NULL,
    personal TEXT,
    personal_hash BLOB NOT NULL,
    salt BLOB,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, source_key)
) STRICT;

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

CREATE TABLE snapshot (
    tenant_id TEXT NOT NULL REFERENCES tenant (id),
    id TEXT NOT NULL,
    source TEXT NOT NULL,
    content_hash BLOB NOT NULL CHECK (length(content_hash) = 32),
    business_day INTEGER,
    recorded_at INTEGER NOT NULL,
    first_seq INTEGER CHECK (first_seq > 0),
    last_seq INTEGER NOT NULL CHECK (last_seq >= 0),
    document TEXT NOT NULL,
    seal BLOB NOT NULL,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, content_hash)
) STRICT;

CREATE TABLE snapshot_file (
    tenant_id TEXT NOT NULL,
    snapshot_id TEXT NOT NULL,
    name TEXT NOT NULL,
    size INTEGER NOT NULL CHECK (size >= 0),
    sha256 BLOB NOT NULL CHECK (length(sha256) = 32),
    PRIMARY KEY (tenant_id, snapshot_id, name),
    FOREIGN KEY (tenant_id, snapshot_id) REFERENCES snapshot (tenant_id, id)
) STRICT;

CREATE TABLE snapshot_part (
    tenant_id TEXT NOT NULL,
    snapshot_id TEXT NOT NULL,
    name TEXT NOT NULL,
    part INTEGER NOT NULL CHECK (part >= 0),
    sha256 BLOB NOT NULL,
    PRIMARY KEY (tenant_id, snapshot_id, name, part),
    FOREIGN KEY (tenant_id, snapshot_id, name) REFERENCES snapshot_file (tenant_id, snapshot_id, name),
    FOREIGN KEY (tenant_id, sha256) REFERENCES archive_part (tenant_id, sha256)
) STRICT;

CREATE TABLE source_read (
    tenant_id TEXT NOT NULL REFERENCES tenant (id),
    route_id TEXT NOT NULL,
    number INTEGER NOT NULL CHECK (number > 0),
    snapshot_id TEXT NOT NULL,
    business_day INTEGER NOT NULL,
    read_at INTEGER NOT NULL,
    files TEXT NOT NULL,
    profile_hash BLOB NOT NULL CHECK (length(profile_hash) = 32),
    baseline_hash BLOB NOT NULL CHECK (length(baseline_hash) = 32),
    shape_hash BLOB NOT NULL CHECK (length(shape_hash) = 32),
    drift TEXT,
    PRIMARY KEY (tenant_id, route_id, number)
) STRICT;

CREATE TABLE source_refusal (
    tenant_id TEXT NOT NULL REFERENCES tenant (id),
    source TEXT NOT NULL,
    route_id TEXT NOT NULL,
    route_name TEXT NOT NULL,
    refused_at INTEGER NOT NULL,
    code TEXT NOT NULL,
    message TEXT NOT NULL,
    PRIMARY KEY (tenant_id, source, route_id)
) STRICT;

CREATE TABLE source_shape (
    tenant_id TEXT NOT NULL REFERENCES tenant (id),
    hash BLOB NOT NULL CHECK (length(hash) = 32),
    shape TEXT NOT NULL,
    PRIMARY KEY (tenant_id, hash)
) STRICT;

CREATE TABLE tenant (
    id TEXT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL UNIQUE CHECK (length(name) BETWEEN 1 AND 200),
    currency TEXT NOT NULL CHECK (length(currency) = 3),
    time_zone TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    last_seq INTEGER NOT NULL CHECK (last_seq >= 0),
    last_hash BLOB NOT NULL CHECK (length(last_hash) = 32),
    seal BLOB NOT NULL CHECK (length(seal) = 32)
, snapshots INTEGER NOT NULL DEFAULT 0 CHECK (snapshots >= 0)) STRICT;

CREATE TABLE version (
    tenant_id TEXT NOT NULL REFERENCES tenant (id),
    entity TEXT NOT NULL,
    entity_id TEXT NOT NULL,
    version INTEGER NOT NULL CHECK (version > 0),
    from_seq INTEGER NOT NULL CHECK (from_seq > 0),
    to_seq INTEGER NOT NULL CHECK (to_seq > from_seq),
    document TEXT NOT NULL,
    personal TEXT,
    personal_hash BLOB,
    PRIMARY KEY (tenant_id, entity, entity_id, version)
) STRICT;

CREATE INDEX change_of_route ON change (tenant_id, entity, entity_id, occurred_day, seq) WHERE entity = 'route';

CREATE INDEX customer_by_route ON customer (tenant_id, route_id, id);

CREATE INDEX finding_by_entity ON finding (tenant_id, entity, entity_id, id);

CREATE INDEX finding_by_route ON finding (tenant_id, route_id, status, severity_rank, id);

CREATE INDEX finding_by_status ON finding (tenant_id, status, severity_rank, id);

CREATE INDEX loan_by_customer ON loan (tenant_id, customer_id, id);

CREATE INDEX loan_by_route ON loan (tenant_id, route_id, id);

CREATE INDEX loan_by_status ON loan (tenant_id, status, id);

CREATE INDEX payment_by_customer ON payment (tenant_id, customer_id, paid_day, id);

CREATE INDEX payment_by_day ON payment (tenant_id, paid_day, id);

CREATE INDEX payment_by_loan ON payment (tenant_id, loan_id, paid_day, id);

CREATE INDEX receipt_by_customer ON receipt (tenant_id, customer_id, paid_day, id);

CREATE INDEX receipt_by_day ON receipt (tenant_id, paid_day, id);

CREATE INDEX receipt_by_payment ON receipt (tenant_id, payment_id, paid_day, id);

CREATE INDEX receipt_by_route ON receipt (tenant_id, route_id, paid_day, id);

CREATE INDEX receipt_by_status ON receipt (tenant_id, status, paid_day, id);

CREATE INDEX receipt_tracked ON receipt (tenant_id, route_id, id) WHERE tracked = 1;

CREATE INDEX settlement_by_day ON settlement (tenant_id, settled_day, id);

CREATE INDEX settlement_by_number ON settlement (tenant_id, route_id, number);

CREATE INDEX snapshot_by_day ON snapshot (tenant_id, business_day, last_seq);

CREATE INDEX source_read_by_snapshot ON source_read (tenant_id, snapshot_id, route_id);
