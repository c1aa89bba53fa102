"""The data folder: cases, histories, evidence, and what becomes of them. Each write is durable."""
