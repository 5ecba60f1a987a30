CREATE TABLE "instrument_conditions" (
	"series_id" integer PRIMARY KEY NOT NULL,
	"bar_ts" timestamp (3) with time zone NOT NULL,
	"close" double precision NOT NULL,
	"anomaly" double precision,
	"trend" double precision,
	"volatility" double precision,
	"saved" jsonb NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "optimisation_trials" (
	"optimisation_id" uuid NOT NULL,
	"n" integer NOT NULL,
	"params" jsonb NOT NULL,
	"state" text NOT NULL,
	"values" jsonb NOT NULL,
	"figures" jsonb,
	"note" text,
	CONSTRAINT "optimisation_trials_optimisation_id_n_pk" PRIMARY KEY("optimisation_id","n")
);
--> statement-breakpoint
CREATE TABLE "optimisations" (
	"id" uuid PRIMARY KEY NOT NULL,
	"job_id" uuid,
	"owner_id" uuid NOT NULL,
	"visibility" text DEFAULT 'private' NOT NULL,
	"request" jsonb NOT NULL,
	"state" text NOT NULL,
	"manifest" jsonb,
	"result" jsonb,
	"compute_ms" double precision,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"finished_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "regime_runs" (
	"id" uuid PRIMARY KEY NOT NULL,
	"job_id" uuid,
	"owner_id" uuid NOT NULL,
	"visibility" text DEFAULT 'private' NOT NULL,
	"request" jsonb NOT NULL,
	"state" text NOT NULL,
	"manifest" jsonb,
	"result" jsonb,
	"history_ts" double precision[],
	"history_regime" double precision[],
	"history_probability" double precision[],
	"history_level" double precision[],
	"compute_ms" double precision,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"finished_at" timestamp (3) with time zone
);
--> statement-breakpoint
ALTER TABLE "backtest_runs" ADD COLUMN "execution" jsonb;--> statement-breakpoint
ALTER TABLE "backtest_runs" ADD COLUMN "evidence" jsonb;--> statement-breakpoint
ALTER TABLE "pair_state" ADD COLUMN "anomaly" double precision;--> statement-breakpoint
ALTER TABLE "pair_state" ADD COLUMN "trend" double precision;--> statement-breakpoint
ALTER TABLE "pair_state" ADD COLUMN "volatility" double precision;--> statement-breakpoint
ALTER TABLE "pair_state" ADD COLUMN "correlation" double precision;--> statement-breakpoint
ALTER TABLE "instrument_conditions" ADD CONSTRAINT "instrument_conditions_series_id_series_id_fk" FOREIGN KEY ("series_id") REFERENCES "public"."series"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "optimisation_trials" ADD CONSTRAINT "optimisation_trials_optimisation_id_optimisations_id_fk" FOREIGN KEY ("optimisation_id") REFERENCES "public"."optimisations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "optimisations_created" ON "optimisations" USING btree ("created_at","id");--> statement-breakpoint
CREATE INDEX "regime_runs_created" ON "regime_runs" USING btree ("created_at","id");