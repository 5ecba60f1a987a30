CREATE TABLE "account_curves" (
	"run_id" uuid NOT NULL,
	"place" integer NOT NULL,
	"ts" double precision[],
	"equity" double precision[] NOT NULL,
	"drawdown" double precision[] NOT NULL,
	"exposure" double precision[] NOT NULL,
	CONSTRAINT "account_curves_run_id_place_pk" PRIMARY KEY("run_id","place")
);
--> statement-breakpoint
CREATE TABLE "account_runs" (
	"id" uuid PRIMARY KEY NOT NULL,
	"job_id" uuid,
	"owner_id" uuid NOT NULL,
	"visibility" text DEFAULT 'private' NOT NULL,
	"request" jsonb NOT NULL,
	"state" text NOT NULL,
	"metrics" jsonb,
	"manifest" jsonb,
	"result" jsonb,
	"compute_ms" double precision,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"finished_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "account_trades" (
	"run_id" uuid NOT NULL,
	"place" integer NOT NULL,
	"n" integer NOT NULL,
	"trade" jsonb NOT NULL,
	CONSTRAINT "account_trades_run_id_place_n_pk" PRIMARY KEY("run_id","place","n")
);
--> statement-breakpoint
ALTER TABLE "account_curves" ADD CONSTRAINT "account_curves_run_id_account_runs_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."account_runs"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "account_trades" ADD CONSTRAINT "account_trades_run_id_account_runs_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."account_runs"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "account_runs_created" ON "account_runs" USING btree ("created_at","id");